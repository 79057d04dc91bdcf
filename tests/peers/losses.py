"""The losses of HORKD's Table 1 as their papers' code, RepDistiller's and RKD's, writes them."""
import torch
from torch import nn
from torch.nn import functional as F


class KD(nn.Module):
    def __init__(self, temperature=4):
        super().__init__()
        self.temperature = temperature

    def forward(self, student, teacher, labels):
        t = self.temperature
        learned, target = F.log_softmax(student[0] / t, 1), F.softmax(teacher[0] / t, 1)
        return F.kl_div(learned, target, reduction="sum") * t * t / len(labels)


class FitNet(nn.Module):
    """The maps of the second stage, the student's through a regressor."""

    def __init__(self, student, teacher):
        super().__init__()
        (_, inputs, high, _), (_, outputs, low, _) = (maps[1].shape for maps in pairs(student, teacher))
        if high == 2 * low:
            layer = nn.Conv2d(inputs, outputs, 3, 2, 1)
        elif 2 * high == low:
            layer = nn.ConvTranspose2d(inputs, outputs, 4, 2, 1)
        else:
            layer = nn.Conv2d(inputs, outputs, 1 + high - low)
        self.regressor = nn.Sequential(layer, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))

    def forward(self, student, teacher, labels):
        learned, target = (maps[1] for maps in pairs(student, teacher))
        return F.mse_loss(self.regressor(learned), target)


class AT(nn.Module):
    def forward(self, student, teacher, labels):
        return sum(self.error(*maps) for maps in zip(*pairs(student, teacher)))

    def error(self, learned, target):
        if learned.shape[2] < target.shape[2]:
            target = F.adaptive_avg_pool2d(target, learned.shape[2:])
        elif learned.shape[2] > target.shape[2]:
            learned = F.adaptive_avg_pool2d(learned, target.shape[2:])
        return (self.attention(learned) - self.attention(target)).pow(2).mean()

    @staticmethod
    def attention(maps):
        return F.normalize(maps.pow(2).mean(1).flatten(1))


def pairs(student, teacher):
    """Maps stage by stage; a VGG has one more than a ResNet."""
    count = min(len(student[2]), len(teacher[2]))
    return student[2][:count], teacher[2][:count]


class RKD(nn.Module):
    def __init__(self, distance=25, angle=50):
        super().__init__()
        self.distance, self.angle = distance, angle

    def forward(self, student, teacher, labels):
        loss = 0
        if self.distance:
            loss = loss + self.distance * F.smooth_l1_loss(distances(student[1]), constant(distances, teacher[1]))
        if self.angle:
            loss = loss + self.angle * F.smooth_l1_loss(angles(student[1]), constant(angles, teacher[1]))
        return loss


def distances(x):
    """All pairs' distances in units of their mean."""
    squares = x.pow(2).sum(1)
    found = (squares.unsqueeze(1) + squares.unsqueeze(0) - 2 * x @ x.t()).clamp(min=1e-12).sqrt().clone()
    found[range(len(x)), range(len(x))] = 0
    return found / found[found > 0].mean()


def angles(x):
    """The cosines of all triplets' angles."""
    edges = F.normalize(x.unsqueeze(0) - x.unsqueeze(1), dim=2)
    return torch.bmm(edges, edges.transpose(1, 2)).view(-1)


def constant(relation, teacher):
    with torch.no_grad():
        return relation(teacher)


class Horkd1(nn.Module):
    """Squared distance of the embeddings, averaged over their dimensions."""

    def __init__(self, student, teacher):
        super().__init__()
        inputs, outputs = student[1].shape[1], teacher[1].shape[1]
        self.map = nn.Identity() if inputs == outputs else nn.Linear(inputs, outputs, bias=False)

    def forward(self, student, teacher, labels):
        return F.mse_loss(self.map(student[1]), teacher[1])


class Horkd2(nn.Module):
    def forward(self, student, teacher, labels):
        return F.mse_loss(distances(student[1]), constant(distances, teacher[1]))


class Horkd3(nn.Module):
    def forward(self, student, teacher, labels):
        return F.smooth_l1_loss(angles(student[1]), constant(angles, teacher[1]))


class HorkdC(nn.Module):
    """Distances to the class centres: the teacher's fixed, the student's a moving average."""

    def __init__(self, student, centres, momentum=0.9):
        super().__init__()
        self.momentum = momentum
        self.register_buffer("known", centres)
        self.register_buffer("learned", torch.zeros(len(centres), student[1].shape[1]))
        self.register_buffer("seen", torch.zeros(len(centres), dtype=torch.bool))

    def forward(self, student, teacher, labels):
        with torch.no_grad():
            for label in labels.unique():
                mean = student[1][labels == label].mean(0)
                old = self.learned[label]
                self.learned[label] = self.momentum * old + (1 - self.momentum) * mean if self.seen[label] else mean
                self.seen[label] = True
        learned = torch.cdist(student[1], self.learned[self.seen].clone())
        with torch.no_grad():
            target = torch.cdist(teacher[1], self.known[self.seen])
            target = target / target.mean()
        return F.mse_loss(learned / learned.mean(), target)


class Weighted(nn.Module):
    """Cross-entropy and the other terms of a recipe."""

    def __init__(self, terms, student, teacher, centres):
        super().__init__()
        kinds = {
            "kd": KD, "at": AT, "rkd": RKD, "fitnet": lambda: FitNet(student, teacher),
            "horkd.1": lambda: Horkd1(student, teacher), "horkd.2": Horkd2, "horkd.3": Horkd3,
            "horkd.C": lambda: HorkdC(student, centres()),
        }
        self.weights = {term["loss"]: term["weight"] for term in terms}
        self.terms = nn.ModuleDict({name.replace(".", "-"): kinds[name]() for name in self.weights if name != "ce"})

    def forward(self, student, teacher, labels):
        loss = self.weights.get("ce", 0) * F.cross_entropy(student[0], labels)
        for name, term in self.terms.items():
            loss = loss + self.weights[name.replace("-", ".")] * term(student, teacher, labels)
        return loss
