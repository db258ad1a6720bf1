"""Which month does a word name, in the languages of the sources?

English, Spanish, Portuguese, French, German, Italian, Dutch, Polish, Russian, Ukrainian and
Indonesian; words without accents and in small letters. No word names two months among these.
Source: Unicode CLDR, wide and abbreviated names, in the form for dates and the form alone.
"""

import unicodedata
from typing import Final

_NAMES: Final = """
ene enero gen gennaio jan janeiro januar januari january janv janvier sty styczen stycznia січ січень січня янв январь января
feb febbraio febrero februar februari february fev fevereiro fevr fevrier lut lutego luty лют лютии лютого фев февр февраль февраля
maart mar marca march marco maret mars marz marzec marzo mrt бер березень березня мар март марта
abr abril apr april aprile avr avril kwi kwiecien kwietnia апр апрель апреля квіт квітень квітня
mag maggio mai maio maj maja may mayo mei маи мая трав травень травня
cze czerwca czerwiec giu giugno juin jun june junho juni junio июн июнь июня черв червень червня
juil juillet jul julho juli julio july lip lipca lipiec lug luglio июл июль июля лип липень липня
ago agosto agu agt agustus aout aug august augustus sie sierpien sierpnia авг август августа серп серпень серпня
sep sept september septembre septiembre set setembro settembre wrz wrzesien wrzesnia вер вересень вересня сен сент сентябрь сентября
oct october octobre octubre okt oktober ott ottobre out outubro paz pazdziernik pazdziernika жовт жовтень жовтня окт октябрь октября
lis listopad listopada nov november novembre novembro noviembre лист листопад листопада ноя нояб ноябрь ноября
dec december decembre des desember dez dezember dezembro dic dicembre diciembre gru grudnia grudzien груд грудень грудня дек декабрь декабря
"""
MONTHS: Final = {
    name: number
    for number, names in enumerate(_NAMES.strip().splitlines(), start=1)
    for name in names.split()
}
#: Words beside a day that say nothing about it: weekdays, "of", "th", the Russian "year".
_BESIDE: Final = """
mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun
sunday lun lunes mar martes mie miercoles jue jueves vie viernes sab sabado dom domingo seg
segunda ter terca qua quarta qui quinta sex sexta feira lundi mardi mer mercredi jeu jeudi ven
vendredi sam samedi dim dimanche mo montag di dienstag mi mittwoch do donnerstag fr freitag sa
samstag so sonntag lunedi martedi mercoledi gio giovedi venerdi sabato domenica ma maandag
dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag pon poniedziałek wt wtorek sr
sroda czw czwartek pt piatek sob sobota niedz niedziela senin sel selasa rab rabu kam kamis jum
jumat sabtu min minggu понедельник вторник среда четверг пятница суббота воскресенье понеділок
вівторок середа субота неділя пн вт ср чт пт сб вс нд
st nd rd th er of the de del do di el le r г р года год року рік roku rok year
"""
NOISE: Final = frozenset(_BESIDE.split())


def folded(text: str) -> str:
    """Small letters without accents, and ASCII digits, as the words of MONTHS are written."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(
        str(unicodedata.decimal(character))
        if unicodedata.category(character) == "Nd"
        else character
        for character in apart
        if not unicodedata.combining(character)
    )
