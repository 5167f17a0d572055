"""Times one job in PyTorch on one thread, the twin of measure.ts: python torch_bench.py JOB REPETITIONS

Prints one line of JSON: seconds of wall clock and of processor for each repetition. Needs torch (see ../peers/requirements.txt).
"""

import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)
WARM_UP = 2
GAN_BATCH = 32
MDN_BATCH = 128
COMPONENTS = 40
FILTERS = (128, 64, 32, 16, 1)


def make_generator():
    layers, channels = [], 1
    for out in FILTERS[:-1]:
        layers += [nn.ConvTranspose2d(channels, out, 4, 2, 1, bias=False), nn.BatchNorm2d(out, 1e-3), nn.ReLU()]
        channels = out
    return nn.Sequential(*layers, nn.ConvTranspose2d(channels, 1, 4, 2, 1), nn.Tanh())


def make_discriminator():
    layers, channels = [], 1
    for out in (16, 32, 64, 128):
        layers += [nn.Conv2d(channels, out, 4, 2, 1, bias=False), nn.BatchNorm2d(out, 1e-3), nn.LeakyReLU(0.2)]
        channels = out
    return nn.Sequential(*layers, nn.Conv2d(channels, 1, 8), nn.Flatten(0))


class RandomFilters:
    """Five scales of 16 filters of 5 x 5 with ReLU, as src/gan/features.ts has."""

    def __init__(self):
        self.filters = [torch.randn(16, 1, 5, 5) / 5 for _ in range(5)]

    def maps(self, images):
        found = []
        for scale, weights in enumerate(self.filters):
            if scale:
                images = F.avg_pool2d(images, 2)
            found.append(F.relu(F.conv2d(images, weights)) - 0.5)
        return found


def gram(maps):
    flat = maps.transpose(0, 1).flatten(1)
    return flat @ flat.T / flat.shape[1]


def style_loss(generated, real):
    return sum(((gram(a) - gram(b)) ** 2).mean() for a, b in zip(generated, real))


def collapse_loss(maps):
    directions = F.normalize(maps.flatten(1))
    count = len(directions)
    return (((directions @ directions.T) ** 2).sum() - count) / (count * (count - 1))


def gan_step(discriminator_steps, texture):
    generator, discriminator = make_generator(), make_discriminator()
    average = make_generator()
    adam_g = torch.optim.Adam(generator.parameters(), 4e-4, (0.5, 0.999))
    adam_d = torch.optim.Adam(discriminator.parameters(), 8e-4, (0.5, 0.999))
    images = torch.where(torch.rand(64, 1, 128, 128) > 0.5, 1.0, -1.0)
    filters = RandomFilters()
    bce = F.binary_cross_entropy_with_logits
    ones, zeros, labels = torch.ones(GAN_BATCH), torch.zeros(GAN_BATCH), torch.full((GAN_BATCH,), 0.9)

    def noisy(x):
        return x + 0.3 * torch.randn_like(x)

    def latents():
        return torch.rand(GAN_BATCH, 1, 4, 4) * 2 - 1

    def real():
        return images[torch.randint(len(images), (GAN_BATCH,))]

    def step():
        for _ in range(discriminator_steps):
            with torch.no_grad():
                fake = noisy(generator(latents()))
            adam_d.zero_grad()
            loss = bce(discriminator(noisy(real())), labels) + bce(discriminator(fake), zeros)
            loss.backward()
            adam_d.step()
        adam_g.zero_grad()
        fake = generator(latents())
        for parameter in discriminator.parameters():
            parameter.requires_grad_(False)
        loss = bce(discriminator(noisy(fake)), ones)
        if texture:
            maps = filters.maps(fake)
            loss = loss + style_loss(maps, filters.maps(real())) + collapse_loss(maps[-1])
        loss.backward()
        adam_g.step()
        for parameter in discriminator.parameters():
            parameter.requires_grad_(True)
        with torch.no_grad():
            for mean, parameter in zip(average.parameters(), generator.parameters()):
                mean.lerp_(parameter, 0.01)

    return step


class Mixture(nn.Module):
    """The densely connected trunk and the mixture layer, which reads the last dense layer alone."""

    def __init__(self, outputs):
        super().__init__()
        self.dense = nn.ModuleList(nn.Linear(1 + 16 * i, 16) for i in range(4))
        self.norm = nn.ModuleList(nn.BatchNorm1d(16, 1e-3) for _ in range(4))
        self.share, self.mean, self.deviation = nn.Linear(16, COMPONENTS), nn.Linear(16, outputs), nn.Linear(16, outputs)

    def forward(self, x):
        for dense, norm in zip(self.dense, self.norm):
            h = F.relu(norm(dense(x)))
            x = torch.cat([x, h], 1)
        return self.share(h), self.mean(h), F.elu(self.deviation(h)) + 1 + 1e-7


def mixture_step(dimensions):
    model = Mixture(COMPONENTS * dimensions)
    adam = torch.optim.Adam(model.parameters(), 1e-3)
    y, z = torch.randn(MDN_BATCH, 1), torch.rand(MDN_BATCH, dimensions) * 2 - 1

    def step():
        adam.zero_grad()
        share, mean, deviation = model(y)
        shape = (MDN_BATCH, COMPONENTS, dimensions)
        distance = (z[:, None, :] - mean.view(shape)) / deviation.view(shape)
        log_density = -(0.5 * distance**2 + deviation.view(shape).log()).sum(2)
        (-torch.logsumexp(F.log_softmax(share, 1) + log_density, 1).mean()).backward()
        adam.step()

    return step


def inference():
    generator = make_generator().eval()
    z = torch.rand(GAN_BATCH, 1, 4, 4)

    def step():
        with torch.no_grad():
            generator(z)

    return step


JOBS = {
    "gan": lambda: gan_step(1, False),
    "gan-texture": lambda: gan_step(3, True),
    "inference": inference,
    "mdn": lambda: mixture_step(9),
    "direct": lambda: mixture_step(96 * 96),
}


def main():
    job, repetitions = sys.argv[1], int(sys.argv[2])
    step = JOBS[job]()
    wall, cpu = [], []
    for _ in range(repetitions + WARM_UP):
        started = time.perf_counter(), time.process_time()
        step()
        wall.append(time.perf_counter() - started[0])
        cpu.append(time.process_time() - started[1])
    print(json.dumps({"wall": wall[WARM_UP:], "cpu": cpu[WARM_UP:], "version": torch.__version__}))


main()
