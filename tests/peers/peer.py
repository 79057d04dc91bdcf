"""The straightforward PyTorch program for rows of HORKD's Table 1: what `./repro bench` is compared with.

The teacher is asked in every step, the relational losses are written as their papers' code has them, and one run follows
the other. It reads what to do as JSON from its standard input, and prints a line of JSON for each thing that it did.

    peer.py table    {"data": FOLDER, "threads": N, "runs": [{"label", "seed", "teacher": label or null, "recipe"}]}
    peer.py losses   {"threads": N, "losses": [{"name", "batch", "classes", "student", "teacher", "repeats"}]}
    peer.py batches  {"data": FOLDER, "threads": N, "recipe", "repeats"}
"""
import json
import os
import sys
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import losses
import networks

RECORD, SIDE, PADDING = 3074, 32, 4


class Cifar:
    """CIFAR-100's binary files, as much of them as a recipe wants."""

    def __init__(self, folder, images):
        self.train = self.read(Path(folder, "train.bin"), images["classes"], images.get("trainPerClass"))
        self.test = self.read(Path(folder, "test.bin"), images["classes"], images.get("testPerClass"))
        pixels = self.train[0].float() / 255
        self.mean, self.std = pixels.mean((0, 2, 3), keepdim=True), pixels.std((0, 2, 3), keepdim=True)

    @staticmethod
    def read(path, classes, per_class):
        records = torch.frombuffer(bytearray(path.read_bytes()), dtype=torch.uint8).view(-1, RECORD)
        labels = records[:, 1].long()
        wanted = torch.cat([(labels == label).nonzero()[:per_class, 0] for label in range(classes)]).sort()[0]
        return records[wanted, 2:].view(-1, 3, SIDE, SIDE), labels[wanted]

    def show(self, pixels, side):
        images = pixels.float() / 255
        if side != SIDE:
            images = F.interpolate(images, (side, side), mode="bilinear", antialias=True)
        return (images - self.mean) / self.std

    def batches(self, size):
        images, labels = self.train
        for chosen in torch.randperm(len(labels)).split(size):
            yield augment(images[chosen]), labels[chosen]


def augment(pixels):
    """A random crop from the padded image, and a flip of every other one."""
    padded, views = F.pad(pixels, [PADDING] * 4), []
    for image in padded:
        y, x, flip = torch.randint(2 * PADDING + 1, (3,)).tolist()
        view = image[:, y:y + SIDE, x:x + SIDE]
        views.append(view.flip(2) if flip % 2 else view)
    return torch.stack(views)


def factor(recipe, step, steps):
    """What the learning rate is multiplied by."""
    schedule, whole = recipe["schedule"], steps * recipe["epochs"]
    rise = min(1, (step + 1) / max(1, schedule["warmupEpochs"] * steps))
    return rise * schedule["factor"] ** sum(step >= round(m * whole) for m in schedule["milestones"])


def train(recipe, teacher, data):
    """A trained network, its accuracy in percent, and the seconds of a step of the last epoch."""
    side, batch = recipe["resolution"], recipe["batchSize"]
    network = networks.create(recipe["model"])
    student_view = network.eval()(torch.zeros(2, 3, side, side))
    ask = (lambda pixels: None) if teacher is None else frozen(teacher, data)
    teacher_view = None if teacher is None else ask(data.train[0][:2])
    total = losses.Weighted(recipe["losses"], student_view, teacher_view, lambda: centres(ask, data, batch, recipe))
    given = recipe["optimizer"]
    optimizer = torch.optim.SGD([*network.parameters(), *total.parameters()], lr=given["learningRate"],
                                momentum=given["momentum"], weight_decay=given["weightDecay"])
    steps = -(-len(data.train[1]) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: factor(recipe, step, steps))
    for _ in range(recipe["epochs"]):
        network.train()
        start = time.perf_counter()
        for pixels, labels in data.batches(batch):
            loss = total(network(data.show(pixels, side)), ask(pixels), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        seconds = (time.perf_counter() - start) / steps
        accuracy = test(network, side, batch, data)
    return network, accuracy, seconds


def frozen(teacher, data):
    network, side = teacher
    network.eval()

    def ask(pixels):
        with torch.no_grad():
            return network(data.show(pixels, side))

    return ask


def centres(ask, data, batch, recipe):
    """Mean embedding of each class over the training images."""
    embeddings = torch.cat([ask(pixels)[1] for pixels in data.train[0].split(batch)])
    return torch.stack([embeddings[data.train[1] == label].mean(0) for label in range(recipe["model"]["classes"])])


def test(network, side, batch, data):
    network.eval()
    with torch.no_grad():
        hits = sum((network(data.show(pixels, side))[0].argmax(1) == labels).sum().item()
                   for pixels, labels in zip(data.test[0].split(batch), data.test[1].split(batch)))
    return 100 * hits / len(data.test[1])


def table(wanted):
    trained, start = {}, time.perf_counter()
    for run in wanted["runs"]:
        torch.manual_seed(run["seed"])
        begun, recipe = time.perf_counter(), run["recipe"]
        data = Cifar(wanted["data"], recipe["images"])
        network, accuracy, step = train(recipe, trained.get(run["teacher"]), data)
        trained[run["label"]] = (network, recipe["resolution"])
        say(label=run["label"], seconds=time.perf_counter() - begun, step=step, accuracy=accuracy)
    say(label="all", seconds=time.perf_counter() - start)


def loss_costs(wanted):
    """Each in a process of its own, so that none uses memory that another left."""
    for case in wanted["losses"]:
        child = os.fork()
        if child == 0:
            say(name=case["name"], batch=case["batch"], **cost(case))
            os._exit(0)
        if os.waitpid(child, 0)[1] != 0:
            raise SystemExit(f"{case['name']} with {case['batch']} images failed")


def cost(case):
    """The fastest of some passes forward and backward, and the memory that they take beyond their inputs."""
    count, seconds = case["batch"], []
    labels = torch.arange(count) % case["classes"]
    teacher = [torch.randn(count, case["classes"]), torch.randn(count, case["teacher"]), []]
    student = [torch.randn(count, case["classes"], requires_grad=True),
               torch.randn(count, case["student"], requires_grad=True), []]
    term = {
        "kd": losses.KD, "rkd.distance": lambda: losses.RKD(1, 0), "rkd.angle": lambda: losses.RKD(0, 1),
        "horkd.1": lambda: losses.Horkd1(student, teacher), "horkd.2": losses.Horkd2, "horkd.3": losses.Horkd3,
        "horkd.C": lambda: losses.HorkdC(student, torch.randn(case["classes"], case["teacher"])),
    }[case["name"]]()
    Path("/proc/self/clear_refs").write_text("5")
    before = memory("VmRSS")
    for _ in range(case["repeats"] + 1):
        start = time.perf_counter()
        term(student, teacher, labels).backward()
        seconds.append(time.perf_counter() - start)
    return {"seconds": min(seconds[1:]), "bytes": memory("VmHWM") - before}


def memory(name):
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return 1024 * int(line.split()[1])


def batches(wanted):
    """The training images once, as a student at the recipe's resolution sees them."""
    recipe, seconds = wanted["recipe"], []
    data = Cifar(wanted["data"], recipe["images"])
    for _ in range(wanted["repeats"]):
        start = time.perf_counter()
        for pixels, _ in data.batches(recipe["batchSize"]):
            data.show(pixels, recipe["resolution"])
        seconds.append(time.perf_counter() - start)
    say(seconds=min(seconds), images=len(data.train[1]))


def say(**told):
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    task = json.load(sys.stdin)
    torch.set_num_threads(task["threads"])
    say(version=torch.__version__, threads=torch.get_num_threads())
    {"table": table, "losses": loss_costs, "batches": batches}[sys.argv[1]](task)
