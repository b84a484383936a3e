/* Scales each frame to the room there is, and makes it as high as the window allows. */

const frames = document.querySelectorAll(".glass iframe");

function fit() {
  for (const frame of frames) {
    const glass = frame.parentElement;
    const scale = Math.min(glass.clientWidth / frame.width, 1);
    const room = Math.max(window.innerHeight - glass.getBoundingClientRect().top - window.scrollY - 24, 420);
    frame.style.transform = `scale(${scale})`;
    frame.style.height = `${room / scale}px`;
    glass.style.height = `${room}px`;
    glass.style.overflow = "hidden";
  }
}

addEventListener("resize", fit);
fit();
