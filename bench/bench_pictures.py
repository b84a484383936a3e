"""Pictures: from a file of 24 megapixels to all renditions, and what each speed of AVIF costs and gives.

The file is one of the samples, enlarged, with the grain of a sensor: a smooth one would flatter them all.
"""

import io
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "pictures" / "night-market.jpg"
SIZE = (6000, 4000)
GRAIN = 14
WIDTH = 1280


def sample(size: tuple[int, int]) -> Image.Image:
    with Image.open(SAMPLE) as opened:
        picture = opened.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    noise = Image.effect_noise(size, GRAIN).convert("RGB")
    return ImageChops.add(picture, noise, offset=-128)


def measure(folder: Path) -> None:
    """Through the code that intake and the worker run, in their child processes.

    In a process of its own: a child's largest size counts from that of the one that starts it.
    """
    os.environ |= {"NEWSROOM_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from articles.models import Asset
    from articles.services.picture_files import Workplace
    from articles.services.picture_job import make_picture, make_shapes

    first, second = (Workplace("0" * 32, folder / name) for name in ("intake", "worker"))
    for work in (first, second):
        work.folder.mkdir()
    (folder / "sample.jpg").rename(first.source)
    print(f"{SIZE[0]} x {SIZE[1]} pixels, {first.source.stat().st_size / 1e6:.1f} MB")
    began = used()
    made = make_picture(first, name="sample.jpg")
    taken = used()
    asset = Asset(title="Sample", width=made.width, height=made.height, credit="Ana Ruiz")
    make_shapes(second, asset, first.master, icons=False)
    done = used()
    kept = sum(path.stat().st_size for path in second.renditions.iterdir())
    print(f"intake, which somebody waits for: {taken - began:.1f} s of one core")
    print(f"all renditions, by the worker: {done - taken:.1f} s, {kept / 1e6:.1f} MB")
    print(f"both: {done - began:.1f} s; largest process: {peak():.0f} MB")


def used() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def encoders() -> None:
    """PSNR tells how near the decoded picture is to the original: more is nearer."""
    picture = sample((3000, 2000)).resize((WIDTH, WIDTH * 2 // 3), Image.Resampling.LANCZOS)
    tried = [("JPEG", {"quality": 80, "optimize": True, "progressive": True})]
    tried += [("WEBP", {"quality": 78, "method": 4})]
    tried += [("AVIF", {"quality": 63, "speed": speed, "max_threads": 1}) for speed in (5, 6, 7, 8, 9)]
    print(f"\n{WIDTH} pixels wide     seconds   KiB   PSNR")
    for name, options in tried:
        stream, began = io.BytesIO(), time.process_time()
        picture.save(stream, name, **options)
        seconds = time.process_time() - began
        speed = f"speed {options['speed']}" if "speed" in options else ""
        print(f"{name:5} {speed:11} {seconds:9.2f} {stream.tell() / 1024:6.0f} {psnr(picture, stream):6.1f}")


def psnr(picture: Image.Image, stream: io.BytesIO) -> float:
    with Image.open(stream) as decoded:
        error = ImageStat.Stat(ImageChops.difference(picture, decoded.convert("RGB"))).sum2
    return 10 * math.log10(255**2 / (sum(error) / (3 * picture.width * picture.height)))


def main() -> None:
    if len(sys.argv) > 1:
        return measure(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        sample(SIZE).save(Path(folder, "sample.jpg"), "JPEG", quality=92)
        subprocess.run([sys.executable, __file__, folder], check=True)  # noqa: S603
    return encoders()


if __name__ == "__main__":
    main()
