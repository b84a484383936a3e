// A passkey that was refused, or a device that has none, is told in a sentence instead of the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.querySelector("#content");
  const words = document.querySelector("[data-passkey-failed]")?.dataset.passkeyFailed;
  const note = document.querySelector("#passkey-error") ?? document.createElement("p");
  note.id = "passkey-error";
  note.className = "errornote";
  note.setAttribute("role", "alert");
  note.textContent = words;
  place.prepend(note);
});
