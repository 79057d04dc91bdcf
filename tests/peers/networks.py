"""The networks of HORKD's Table 1 as repositories for CIFAR write them: logits, embedding, one map of each stage."""
import math

import torch
from torch import nn


def create(spec):
    """The network of a recipe's "model"."""
    width = lambda channels: max(1, math.floor(channels * spec["width"] + 0.5))
    classes = spec["classes"]
    return {
        "resnet18": lambda: ResNet(Basic, [2, 2, 2, 2], width, classes),
        "resnet50": lambda: ResNet(Bottleneck, [3, 4, 6, 3], width, classes),
        "vgg11_bn": lambda: VGG([1, 1, 2, 2, 2], width, classes),
    }[spec["architecture"]]()


def conv(inputs, outputs, kernel=3, stride=1):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)


class Basic(nn.Module):
    expansion = 1

    def __init__(self, inputs, planes, stride):
        super().__init__()
        self.body = nn.Sequential(
            conv(inputs, planes, stride=stride), nn.BatchNorm2d(planes), nn.ReLU(inplace=True),
            conv(planes, planes), nn.BatchNorm2d(planes))
        self.shortcut = shortcut(inputs, planes, stride)

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, inputs, planes, stride):
        super().__init__()
        outputs = planes * self.expansion
        self.body = nn.Sequential(
            conv(inputs, planes, 1), nn.BatchNorm2d(planes), nn.ReLU(inplace=True),
            conv(planes, planes, stride=stride), nn.BatchNorm2d(planes), nn.ReLU(inplace=True),
            conv(planes, outputs, 1), nn.BatchNorm2d(outputs))
        self.shortcut = shortcut(inputs, outputs, stride)

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


def shortcut(inputs, outputs, stride):
    if stride == 1 and inputs == outputs:
        return nn.Identity()
    return nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))


class ResNet(nn.Module):
    def __init__(self, block, depths, width, classes):
        super().__init__()
        channels = width(64)
        self.stem = nn.Sequential(conv(3, channels), nn.BatchNorm2d(channels), nn.ReLU(inplace=True))
        self.stages = nn.ModuleList()
        for number, depth in enumerate(depths):
            blocks = []
            for place in range(depth):
                planes = width(64 << number)
                blocks.append(block(channels, planes, 2 if place == 0 and number > 0 else 1))
                channels = planes * block.expansion
            self.stages.append(nn.Sequential(*blocks))
        self.embedding = channels
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        x, maps = self.stem(x), []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
        embedding = x.mean((2, 3))
        return self.fc(embedding), embedding, maps


class VGG(nn.Module):
    def __init__(self, depths, width, classes):
        super().__init__()
        channels = 3
        self.stages = nn.ModuleList()
        for number, depth in enumerate(depths):
            layers = []
            for _ in range(depth):
                planes = width(min(64 << number, 512))
                layers += [nn.Conv2d(channels, planes, 3, padding=1), nn.BatchNorm2d(planes), nn.ReLU(inplace=True)]
                channels = planes
            self.stages.append(nn.Sequential(*layers))
        self.embedding = channels
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        maps = []
        for stage in self.stages:
            x = stage(x)
            maps.append(x)
            if x.shape[-1] >= 2:
                x = nn.functional.max_pool2d(x, 2)
        embedding = x.mean((2, 3))
        return self.fc(embedding), embedding, maps
