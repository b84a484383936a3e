/* Embeds: a reader's click makes a sandboxed frame of a link. Nothing is asked of the provider before that. */

for (const embed of document.querySelectorAll(".embed[data-frame]")) {
  const button = embed.querySelector("button");
  const link = embed.querySelector("a");
  for (const hidden of embed.querySelectorAll("[hidden]")) hidden.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = link.textContent;
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = embed.dataset.frame;
    button.replaceWith(frame);
    frame.focus();
  });
}
