"""Makes dist/restaurant, the one file, and proves that it starts: `python3 build/package.py`."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from restaurant import __version__, first_run  # noqa: E402

WORK = ROOT / ".pyinstaller"
MOST_MEGABYTES = 45

EXCLUDED = [
    # Standard library that nothing here uses, but something imports in case.
    "_bz2", "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw",
    "_lzma", "curses", "distutils", "doctest", "ensurepip", "idlelib", "lib2to3", "pydoc",
    "pydoc_data", "readline", "sqlite3", "test", "tkinter.test", "turtledemo", "unittest", "venv",
    "xmlrpc",
    # Only running from source and packing need these.
    "restaurant.first_run", "restaurant.setup_progress", "restaurant.setup_window",
    "restaurant.desktop.set_up", "restaurant.system_packages",
    "PyInstaller", "pip", "setuptools", "pkg_resources", "wheel", "_distutils_hack",
    # Comes as one file beside, see build/packed_start.py.
    "tzdata",
    # Optional companions of what is used, whether they are installed here or not.
    "aiohttp", "attr", "attrs", "gevent", "tornado", "numpy", "IPython", "yaml", "tomlkit",
    "trio", "curio", "httpx", "httpcore", "h2", "aioquic", "OpenSSL", "watchdog", "dotenv",
    "zmq", "pytest", "hypothesis", "jsonschema", "mypy", "psycopg2", "MySQLdb",
]  # fmt: skip

# Of Pillow only what reads the four kinds of photos: the rest would be half its size again.
EXCLUDED += [
    *(
        f"PIL.{name}ImagePlugin"
        for name in (
            "Avif", "Blp", "BufrStub", "Cur", "Dcx", "Dds", "Eps", "Fits", "Fli", "Fpx", "Ftex",
            "Gbr", "GribStub", "Hdf5Stub", "Icns", "Ico", "Im", "Imt", "Iptc", "Jpeg2K", "McIdas",
            "Mic", "Mpeg", "Msp", "Palm", "Pcd", "Pcx", "Pdf", "Pixar", "Psd", "Qoi", "Sgi",
            "Spider", "Sun", "Tga", "Wal", "Wmf", "XVThumb", "Xbm", "Xpm",
        )
    ),
    "PIL._avif", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingmorph", "PIL._imagingtk",
    "PIL.ImageCms", "PIL.ImageFont", "PIL.ImageGrab", "PIL.ImageQt", "PIL.ImageShow", "PIL.ImageTk",
    "PIL.ImageWin",
]  # fmt: skip

# Data files that are never read. Each one costs time at every start, as the one file unpacks itself.
UNNEEDED = (
    "_tcl_data/tzdata/", "_tcl_data/msgs/", "_tcl_data/http1.0/", "_tcl_data/opt0.4/",
    "_tcl_data/tcl8/http", "_tcl_data/tcl8/tcltest", "_tk_data/demos/", "_tk_data/images/",
)  # fmt: skip
ENCODINGS = "_tcl_data/encoding/"
# What a system may be set to; Tcl has UTF-8 and Latin 1 in itself, Python gives it nothing else.
NEEDED_ENCODINGS = ("ascii", "cp", "iso8859-", "koi8", "symbol")

BUNDLE_INFO = {
    "CFBundleDisplayName": "Restaurant",
    "CFBundleShortVersionString": __version__,
    "NSHighResolutionCapable": True,
    "NSBonjourServices": ["_restaurant._tcp"],
    "NSLocalNetworkUsageDescription": "The terminals of the restaurant find its server over the network.",
}


def unneeded(name: str) -> bool:
    """Whether a collected data file is never read by this program."""
    path = name.replace("\\", "/")
    if path.startswith(ENCODINGS):
        return not path.removeprefix(ENCODINGS).startswith(NEEDED_ENCODINGS)
    icon_of_the_file = path in ("assets/icon.ico", "assets/icon.icns")
    of_the_readme = path.startswith("assets/pictures/")
    return icon_of_the_file or of_the_readme or path.startswith(UNNEEDED) or ".dist-info/" in path


def time_zones(folder: Path) -> Path:
    """Packs the time zones, 600 small files that would be unpacked at every start, into one."""
    import tzdata

    source = Path(tzdata.__path__[0])
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / "tzdata.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(source.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                packed.write(file, Path("tzdata") / file.relative_to(source))
    return folder / "tzdata.zip"


def version_resource(version: str) -> str:
    """What Windows shows as the file's properties, in PyInstaller's notation."""
    numbers = (*(int(part) for part in version.split(".")[:3]), 0)
    texts = {
        "CompanyName": "Restaurant",
        "FileDescription": "Restaurant: server, customer and waiter",
        "FileVersion": version,
        "InternalName": "restaurant",
        "OriginalFilename": "restaurant.exe",
        "ProductName": "Restaurant",
        "ProductVersion": version,
    }
    structs = ", ".join(f"StringStruct({key!r}, {text!r})" for key, text in texts.items())
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0,\n"
        "    OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)),\n"
        f"  kids=[StringFileInfo([StringTable('040904B0', [{structs}])]),\n"
        "    VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def version_file(folder: Path) -> Path:
    """Writes the version resource for restaurant.spec."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "version.txt"
    file.write_text(version_resource(__version__), encoding="utf-8")
    return file


def binary() -> Path:
    """The file that is made."""
    return ROOT / "dist" / ("restaurant.exe" if sys.platform == "win32" else "restaurant")


def _pack(python: Path) -> None:
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += ["--distpath", str(ROOT / "dist"), "--workpath", str(WORK)]
    subprocess.run([*command, str(ROOT / "restaurant.spec")], check=True, cwd=ROOT)


def _prove(file: Path) -> None:
    megabytes = file.stat().st_size / 1e6
    said = subprocess.run([file, "--version"], check=True, capture_output=True, text=True).stdout
    print(f"{file}: {megabytes:.1f} MB, says: {said.strip()}")
    if said.strip() != f"restaurant {__version__}":
        raise SystemExit("It is of another version than this source.")
    if megabytes > MOST_MEGABYTES:
        raise SystemExit(f"It is larger than {MOST_MEGABYTES} MB.")


def main() -> int:
    if sys.platform == "linux" and not shutil.which("objdump"):
        print("Packing needs objdump: install the package binutils.", file=sys.stderr)
        return 2
    try:
        python = first_run.python_with([first_run.REQUIREMENTS])
        _pack(python)
    except first_run.SetUpFailed as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError:
        print("Packing failed; the reason stands above.", file=sys.stderr)
        return 1
    _prove(binary())
    return 0


if __name__ == "__main__":
    sys.exit(main())
