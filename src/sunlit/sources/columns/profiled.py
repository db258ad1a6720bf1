"""With which encoding and delimiter does a user's profile say that an original is read?

A layout says so for the files that have its columns, and whether a file has them is seen only
once it is read: so it is read to its header in the way that the layout says.
"""

from dataclasses import replace

from sunlit.errors import OriginalError
from sunlit.settings import Limits
from sunlit.sources.columns import profile as profiles
from sunlit.sources.columns.infer import names_of
from sunlit.sources.columns.layout_files import WrittenLayout
from sunlit.sources.opened import open_table
from sunlit.sources.options import ReadOptions
from sunlit.sources.originals.detect import choose_reader
from sunlit.sources.raw import Original


def with_profiled_text(original: Original, options: ReadOptions, limits: Limits) -> ReadOptions:
    """Give the options with the encoding and delimiter of the layout that fits, where it says any.

    Raises ProfileError when the profile cannot be used.
    """
    if options.profile is None:
        return options
    layouts = profiles.load(options.profile)
    for layout in layouts:
        tried = replace(
            options,
            encoding=options.encoding or layout.options.encoding,
            delimiter=options.delimiter or layout.options.delimiter,
        )
        if tried != options and _fits(original, tried, limits, layout, layouts):
            return tried
    return options


def _fits(
    original: Original,
    tried: ReadOptions,
    limits: Limits,
    layout: WrittenLayout,
    layouts: list[WrittenLayout],
) -> bool:
    try:
        for table in choose_reader(original, tried, limits).tables(original, tried, limits):
            opened = open_table(table, again=lambda: iter(()))
            if opened.first is not None:
                names = names_of(opened, limits)
                return profiles.fitting(layouts, names, table.name) == layout
    except OriginalError:
        return False  # what is wrong is said when it is read
    return False
