"""Print the figures: ``python -m benchmarks.pages [--part held_out]``."""

import argparse
import sys

from benchmarks.pages.measure import PARTS, judge


def main() -> None:
    """Read the options, measure, write a line for each part and every miss."""
    parser = argparse.ArgumentParser(description="Measure the reading of short pages.")
    parser.add_argument("--part", choices=PARTS, help="only one part")
    parser.add_argument("--quiet", action="store_true", help="do not list the misses")
    options = parser.parse_args()
    for part in [options.part] if options.part else PARTS:
        lines = judge(part)
        right = sum(line.is_right for line in lines)
        lost = sum(line.is_lost for line in lines)
        sys.stdout.write(
            f"{part}: {right} of {len(lines)} lines right ({right / len(lines):.3f}), "
            f"{lost} lines of the text lost\n"
        )
        for line in lines:
            if not (line.is_right or options.quiet):
                said = f"{line.wanted} taken for {line.found}"
                sys.stdout.write(f"  {line.page}: {said}: {line.words}\n")


if __name__ == "__main__":
    main()
