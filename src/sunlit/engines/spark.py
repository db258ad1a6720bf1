"""How is work spread over a Spark cluster?"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from sunlit.engines.contract import Work
from sunlit.errors import EngineError

#: Masters that run on this machine: nothing of them is to be reached from outside.
_HERE = "127.0.0.1"
_UNIT, _PART = "_unit", "_part"


def is_master(name: str) -> bool:
    """Tell whether a name is one that Spark takes as its master."""
    return name.startswith(("spark://", "local[", "local-cluster[", "yarn", "k8s://"))


def environment(master: str) -> Mapping[str, str]:
    """What a face sets in the environment, where nobody has, before it starts a master here.

    It is Spark's own way to name the python of its workers and the address that it listens on.
    """
    here = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": _HERE}
    return here if master.startswith(("local[", "local-cluster[")) else {}


class SparkEngine:
    """Runs each unit as one task, through `mapInArrow`; a task that is lost runs again.

    `master` is Spark's: spark://host:7077, local[2], local-cluster[2,1,1024]. Every worker
    needs the package, and reads a unit by the path that this process was given.
    """

    def __init__(self, master: str) -> None:
        self._master = master
        self._session: Any = None

    @property
    def workers(self) -> None:
        """The cluster's own affair: it may grow while it works."""
        return

    def run(self, work: Work, units: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Give the rows of all units in order; see contract.Engine."""
        if not units:
            return
        if self._session is None:
            self._session = _session(self._master)
        yield from _collected(self._session, work, units).to_batches()

    def close(self) -> None:
        """Leave the cluster."""
        if self._session is not None:
            self._session.stop()
            self._session = None


def _session(master: str) -> Any:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            f"The engine {master} needs Spark. Install it: pip install 'sunlit[spark]'."
        ) from error
    builder = (
        SparkSession.builder.master(master)
        .appName("sunlit")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", _HERE)
        builder = builder.config("spark.driver.bindAddress", _HERE)
    try:
        session = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        raise EngineError(
            f"Spark did not start with {master}: {_first_line(error)}. It needs Java 17 or later, "
            "and the address of a cluster that is up."
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _collected(session: Any, work: Work, units: Sequence[str]) -> pa.Table:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = pa.schema([(_UNIT, pa.int64()), (_PART, pa.int64()), *work.schema])
    # One unit to a slice: as many tasks as units, each as long as its own original.
    rows = session.sparkContext.parallelize(list(enumerate(units)), len(units))
    frame = session.createDataFrame(rows, "unit long, name string")
    found = frame.mapInArrow(_task(work, schema), from_arrow_schema(schema))
    try:
        table: pa.Table = found.toArrow()
    except (PySparkException, Py4JError) as error:
        raise EngineError(f"The Spark job failed: {_first_line(error)}") from error
    ordered = table.sort_by([(_UNIT, "ascending"), (_PART, "ascending")])
    return ordered.select(work.schema.names).cast(work.schema)


def _task(
    work: Work, schema: pa.Schema
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def task(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for unit in batch.to_pylist():
                yield from _numbered(work(unit["name"]), unit["unit"], schema)

    return task


def _numbered(
    batches: Iterator[pa.RecordBatch], unit: int, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """Say of each row where it belongs: Spark keeps no order."""
    part = 0
    for batch in batches:
        numbers = pa.array(range(part, part + batch.num_rows), pa.int64())
        part += batch.num_rows
        units = pa.repeat(pa.scalar(unit, pa.int64()), batch.num_rows)
        yield pa.RecordBatch.from_arrays([units, numbers, *batch.columns], schema=schema)


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
