#!/usr/bin/env python3
"""Writes kinds.json beside it: cases of the options that golden.tar.gz has no case of, in its format.

Needs NumPy and PyTorch (torch 1.13.1 wrote the numbers here). What PyTorch lacks is computed from the definitions that
the reference implementations state."""
import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
draw = np.random.default_rng(16)
cases = []


def array(x):
    x = x.detach().numpy() if torch.is_tensor(x) else np.asarray(x, dtype=float)
    return {"shape": list(x.shape), "data": [int(v) if v == int(v) else float(v) for v in x.flatten()]}


def add(case, op, inputs, params, expected, source):
    cases.append({"case": case, "op": op, "inputs": {k: array(v) for k, v in inputs.items()}, "params": params,
                  "expected": {k: array(v) for k, v in expected.items()}, "rtol": 1e-7, "atol": 1e-10, "source": source})


def normal(*shape, grad=False):
    return torch.tensor(draw.normal(size=shape), requires_grad=grad)


def with_gradient(value, student):
    value.backward()
    return {"value": value, "grad.student": student.grad}


def logits():
    weight, labels = torch.tensor(draw.uniform(0.2, 3, 5)), torch.tensor([0, 4, 2, -1, 1, 1, 3])
    for reduction in ("sum", "mean"):
        s = normal(7, 5, grad=True)
        add(f"ce-{reduction}-weighted-smoothed-ignore1", "loss.cross_entropy", {"student": s, "labels": labels, "class_weight": weight},
            {"label_smoothing": 0.15, "reduction": reduction, "ignore_index": -1},
            with_gradient(F.cross_entropy(s, labels, weight, ignore_index=-1, reduction=reduction, label_smoothing=0.15), s), "torch.nn.functional")
    for reduction, alpha in (("sum", 0.4), ("mean", None), ("mean", 0.3)):
        s, t, y = normal(4, 6, grad=True), normal(4, 6), torch.tensor([1, 0, 5, 3])
        value = F.kl_div(torch.log_softmax(s / 3, 1), torch.softmax(t / 3, 1), reduction=reduction)
        if alpha is not None:
            value = alpha * F.cross_entropy(s, y, reduction=reduction) + (1 - alpha) * 9 * value
        add(f"kd-torchdistill-{reduction}-a{alpha}", "loss.kd_hinton.torchdistill", {"student": s, "teacher": t, "labels": y},
            {"T": 3, "alpha": alpha, "beta": None, "reduction": reduction}, with_gradient(value, s), "torch.nn.functional by torchdistill's definition")


def boundaries():
    for count, margin in ((1, 1), (2, 0.5), (5, 2)):
        s = [normal(3, 2 + k, 3, 2, grad=True) for k in range(count)]
        t = [normal(3, 2 + k, 3, 2) for k in range(count)]
        terms = [2.0 ** (k - count + 1) * 3 / 1000 / 3 * torch.where(b > 0, (margin - a).relu(), (a + margin).relu()).square().sum()
                 for k, (a, b) in enumerate(zip(s, t))]
        sum(terms).backward()
        add(f"ab-{count}maps-m{margin}", "loss.activation_boundary",
            {f"{n}.{k}": m for n, maps in (("student", s), ("teacher", t)) for k, m in enumerate(maps)}, {"margin": margin},
            {"value": sum(terms), **{f"value.{k}": v for k, v in enumerate(terms)}, **{f"grad.student.{k}": m.grad for k, m in enumerate(s)}},
            "RepDistiller's definition")


def schedules():
    def case(name, kind, options, steps, base=0.1, adam=False):
        x = torch.nn.Parameter(torch.zeros(1))
        optimizer = torch.optim.Adam([x], lr=base) if adam else torch.optim.SGD([x], lr=base, momentum=0.9)
        schedule = getattr(torch.optim.lr_scheduler, kind)(optimizer, **options)
        group, rates, momenta = optimizer.param_groups[0], [], []
        for k in range(steps + 1):
            if k > 0:
                optimizer.step()
                schedule.step()
            rates.append(group["lr"])
            momenta.append(group["betas"][0] if adam else group["momentum"])
        expected = {"value": rates, **({"momentum": momenta} if kind == "OneCycleLR" else {})}
        add(f"lr-{name}", "lr.schedule", {}, {"scheduler": kind, "base_lr": base, "options": options, "steps": steps, **({"adam": True} if adam else {})},
            expected, "torch.optim.lr_scheduler")

    case("milestone-twice", "MultiStepLR", {"milestones": [3, 3, 6, 6, 6, 9], "gamma": 0.5}, 11)
    case("milestone-at-once", "MultiStepLR", {"milestones": [0, 4], "gamma": 0.1}, 6)
    cycle = {"max_lr": 0.2, "total_steps": 20, "base_momentum": 0.7, "max_momentum": 0.99}
    case("onecycle-momentum", "OneCycleLR", cycle, 19)
    case("onecycle-momentum-adam", "OneCycleLR", {**cycle, "anneal_strategy": "linear"}, 19, adam=True)
    case("onecycle-momentum-three", "OneCycleLR", {**cycle, "three_phase": True, "div_factor": 4}, 19)
    case("onecycle-steady", "OneCycleLR", {"max_lr": 0.2, "total_steps": 12, "cycle_momentum": False}, 11)
    case("restarts-equal", "CosineAnnealingWarmRestarts", {"T_0": 4, "T_mult": 1, "eta_min": 0.01}, 22)
    case("restarts-three", "CosineAnnealingWarmRestarts", {"T_0": 2, "T_mult": 3}, 30)


def optimizers():
    a = draw.normal(size=(3, 3))
    a, b, start = torch.tensor(a @ a.T + np.eye(3)), normal(3), normal(3)
    for kind, options in (("AdamW", {"lr": 0.05}), ("Adam", {"lr": 0.05, "amsgrad": True, "maximize": True}), ("SGD", {"lr": 0.01, "maximize": True})):
        x, trajectory, losses = torch.nn.Parameter(start.clone()), [], []
        optimizer = getattr(torch.optim, kind)([x], **options)
        for _ in range(7):
            trajectory.append(x.detach().clone())
            optimizer.zero_grad()
            loss = 0.5 * x @ a @ x - b @ x
            losses.append(loss.detach())
            loss.backward()
            optimizer.step()
        add(f"optim-{kind.lower()}-{len(options)}", "optim.trajectory", {"A": a, "b": b, "x0": start}, {"optimizer": kind, "steps": 6, "options": options},
            {"trajectory": torch.stack(trajectory), "loss": torch.stack(losses)}, "torch.optim")


def rates():
    thresholds = np.arange(0, 4, 0.001)
    same = np.arange(200) % 2
    distances = np.round(np.where(same == 1, draw.normal(1, 0.4, 200), draw.normal(2, 0.5, 200)).clip(0, 3.9), 1)  # many ties
    for target in (0.07, 0.29, 0.0001, 1 / 90, 0.1):
        tars, fars = [], []
        for f in range(10):
            own = np.arange(200) // 20 == f
            far = np.array([(distances[~own & (same == 0)] < t).mean() for t in thresholds])
            threshold = 0.0
            if far.max() >= target:
                k = np.flatnonzero(far <= target)[-1]
                threshold = thresholds[k] if far[k] == target else thresholds[k] + (target - far[k]) / (far[k + 1] - far[k]) * 0.001
            tars.append((distances[own & (same == 1)] < threshold).mean())
            fars.append((distances[own & (same == 0)] < threshold).mean())
        add(f"tar-ties-{target:.4f}", "metric.tar_at_far.lfw", {"distances": distances, "issame": same},
            {"nrof_folds": 10, "far_target": target, "threshold_start": 0, "threshold_stop": 4, "threshold_step": 0.001},
            {"value": np.mean(tars), "std": np.std(tars), "far": np.mean(fars)}, "InsightFace's definition")
    scores, targets = np.round(4 - distances), [1e-9, 0.5 / 100, 1 / 100, 0.07, 0.125, 0.29, 0.5, 1]
    levels = sorted(set(scores), reverse=True)
    tps = np.array([(scores[same == 1] >= s).sum() for s in levels])
    fps = np.array([(scores[same == 0] >= s).sum() for s in levels])
    keep = np.r_[True, (np.diff(fps, 2) != 0) | (np.diff(tps, 2) != 0), True]
    tpr, fpr = np.r_[0, tps[keep] / tps[-1]][::-1], np.r_[0, fps[keep] / fps[-1]][::-1]
    at = [int(np.argmin(np.abs(fpr - t))) for t in targets]
    add("roc-ties", "metric.tar_at_far.roc", {"scores": scores, "issame": same}, {"far_targets": targets},
        {"value": tpr[at], "far": fpr[at], "num_roc_points": len(fpr)}, "InsightFace's and scikit-learn's definitions")


def agreement():
    labels, clusters = draw.integers(0, 4, 40), draw.integers(0, 3, 40)

    def entropy(x):
        p = np.unique(x, return_counts=True)[1] / len(x)
        return -(p * np.log(p)).sum()
    h, g, joint = entropy(labels), entropy(clusters), entropy(labels * 10 + clusters)
    for method, mean in (("geometric", math.sqrt(h * g)), ("min", min(h, g)), ("max", max(h, g))):
        add(f"nmi-{method}", "metric.nmi", {"labels": labels, "clusters": clusters}, {"average_method": method},
            {"value": (h + g - joint) / mean}, "scikit-learn's definition")


def degradations():
    for mode in ("bilinear", "bicubic"):
        x, upstream = normal(1, 2, 9, 7, grad=True), normal(1, 2, 4, 5)
        value = F.interpolate(x, (4, 5), mode=mode, align_corners=True, antialias=True)
        (value * upstream).sum().backward()
        add(f"torch-{mode}-aa-ac", "degrade.torch_interpolate", {"input": x, "upstream": upstream},
            {"mode": mode, "size_hw": [4, 5], "align_corners": True, "antialias": True}, {"value": value, "grad.input": x.grad}, "torch.nn.functional.interpolate")


for write in (logits, boundaries, schedules, optimizers, rates, agreement, degradations):
    write()
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "kinds.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
print(len(cases), "cases")
