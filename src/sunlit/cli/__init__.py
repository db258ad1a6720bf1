"""The command line: parse, call pipeline, print."""


def main() -> None:
    """Run the program."""
