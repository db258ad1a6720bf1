"""How does a verb take what its user says about the files?

A verb declares one parameter, `reading: ReadOptions`, and `takes_reading_options` puts the options
of the command line in its place:

```python
@takes_reading_options()
def read(paths: o.Paths, out: o.Out = None, *, reading: ReadOptions, quiet: o.Quiet = False): ...
```
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from sunlit.cli.options import usage
from sunlit.services.run import OPTIONS, Option, OptionError, ReadOptions

Verb = Callable[..., None]


def takes_reading_options(names: Sequence[str] = tuple(OPTIONS)) -> Callable[[Verb], Verb]:
    """Give a verb the reading options of these names, in the place of its parameter `reading`."""

    def decorate(verb: Verb) -> Verb:
        @wraps(verb)
        def with_options(**given: Any) -> None:
            said = {name: given.pop(name) for name in names}
            verb(**given, reading=_reading(said))

        declared = signature(verb, eval_str=True)
        parameters: list[Parameter] = []
        for parameter in declared.parameters.values():
            parameters += map(_parameter, names) if parameter.name == "reading" else [parameter]
        parameters = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in parameters]
        with_options.__dict__["__signature__"] = declared.replace(parameters=parameters)
        with_options.__annotations__ = {
            parameter.name: parameter.annotation for parameter in parameters
        }
        return with_options

    return decorate


def _parameter(name: str) -> Parameter:
    option: Option = OPTIONS[name]
    kind: Any = list[str] if option.repeated else str
    told = typer.Option(option.flag, metavar=option.metavar, help=option.help)
    return Parameter(
        name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, told]
    )


def _reading(said: Mapping[str, object]) -> ReadOptions:
    try:
        return ReadOptions.said({name: value for name, value in said.items() if value})
    except OptionError as error:
        raise usage(f"{OPTIONS[error.option].flag} {error.problem}") from None
