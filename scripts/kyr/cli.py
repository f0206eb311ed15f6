"""The `kyr` command."""
def main() -> None:
    raise SystemExit("kyr: nothing here yet")
