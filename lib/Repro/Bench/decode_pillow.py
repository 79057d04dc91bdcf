"""Decodes, crops and resizes the images of a list as the kit does. Prints seconds, Pillow's version and the pixels' SHA-256."""
import hashlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import PIL
from PIL import Image

SIDE, SCALE = 112, 1.27


def face(path):
    image = Image.open(path).convert("RGB")
    left, top = image.width / 2 - 55.9 * SCALE, image.height / 2 - 15 - 51.6 * SCALE
    return np.asarray(image.resize((SIDE, SIDE), Image.BICUBIC, box=(left, top, left + SIDE * SCALE, top + SIDE * SCALE)))


paths = open(sys.argv[1]).read().splitlines()
best = float("inf")
with ThreadPoolExecutor(int(sys.argv[2])) as pool:
    for _ in range(int(sys.argv[3])):
        start = time.perf_counter()
        pixels = np.stack(list(pool.map(face, paths))).transpose(0, 3, 1, 2).copy()
        best = min(best, time.perf_counter() - start)
print(best, PIL.__version__, hashlib.sha256(pixels.tobytes()).hexdigest())
