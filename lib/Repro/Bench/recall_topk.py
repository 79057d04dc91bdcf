"""Recall@K with PyTorch's topk on the full matrix of distances: what `repro bench recall` is compared with."""
import sys
import time

import torch

path, images, width, per_class = sys.argv[1], *map(int, sys.argv[2:5])
ks = [int(k) for k in sys.argv[5].split(",")]
x = torch.from_file(path, size=images * width, dtype=torch.float32).view(images, width).clone()
labels = torch.arange(images) // per_class

start = time.perf_counter()
squares = x.square().sum(1)
distances = torch.addmm(squares, x, x.t(), alpha=-2)  # less each query's own square, which changes no order
distances.fill_diagonal_(float("inf"))
nearest = distances.topk(max(ks), largest=False).indices
hits = labels[nearest] == labels[:, None]
recall = [100 * hits[:, :k].any(1).sum().item() / images for k in ks]
seconds = time.perf_counter() - start
print(seconds, torch.__version__, torch.get_num_threads(), *recall)
