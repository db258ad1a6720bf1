"""Other words for the words of the closed lists, as people write them.

Each line is a word of a list and what is read as it. Capitals, hyphens, articles and a plural s
make no difference, so they are not repeated here.
"""

from typing import Final

_BUYERS: Final = """
county: board of commissioners, county commission, county government, parish
city: borough, city council, city government, city hall, metropolitan government, municipality,
    town, town council, township, village
local_government: borough council, council, county council, district council, local, local
    agency, local authority, local council, parish council, uk council
school_district: academy trust, board of ed, board of education, charter school, elementary
    school, high school, independent school district, k 12, k 12 school, k12, k12 school,
    local education agency, middle school, primary school, public school, public school
    district, school, school board, school system, secondary school, state school
university: college, community college, public college, public university, state college, state
    university, technical college
public_hospital: county hospital, health trust, hospital, nhs, nhs trust, public health
    institution
police_department: constabulary, fire department, law enforcement, police, police agency, police
    force, police service, sheriff, sheriff department, sheriff office, sheriffs department,
    sheriffs office
state_agency: department of the state, executive branch of the state, highway patrol, province,
    provincial agency, provincial government, state, state agencies, state department, state
    dept, state executive, state executive agency, state executive branch, state government,
    state office, state police, state university system office
federal_agency: central government, central government department, commonwealth department,
    executive agency, federal, federal body, federal department, federal executive agency,
    federal government, federal office, government department, government ministry, ministry,
    national government, union ministry, us agency, us federal agency, us government
defense_agency: air force, army, army base, defence agency, defence department, defense
    department, department of defence, department of defense, department of war, dod, dow,
    marine corps, military, ministry of defence, ministry of defense, navy, pentagon, space
    force, us air force, us army, us military, us navy
company: business, corporation, engineering firm, enterprise, firm, installer, private business,
    private company, private firm, reseller, utility company, vendor
federal_contractor: contractor, defense contractor, federal subcontractor, federal supplier,
    federal vendor, government contractor, prime contractor, subcontractor, us contractor
tribal_government: indian tribe, tribal nation, tribe
government: public body
investor: asset manager, fund manager, pension fund, us investor, us pension fund, us person
importer: distributor, equipment manufacturer, maker, manufacturer, marketer, producer,
    retailer, seller, wholesaler
supranational: eu institution, european commission, european parliament
special_district: airport authority, housing authority, port authority, public utility, special
    authority, transit agency, transit authority, utility district, water district
nonpublic_school: independent school, non public school, parochial school, private school,
    religious school
state_other: judiciary, state court, state legislature
civilian_agency: civilian federal agency, coast guard, us coast guard
crown_corporation: crown corp, federal crown corporation
state_contractor: contractor of the state, state supplier, state vendor, supplier of the state,
    supplier to the state, vendor of the state, vendor to the state
person: consumer, homeowner, individual, private person
private: charity, church, ngo, non profit, nonprofit, private buyer, private sector
"""
_ACTS: Final = """
procure: acquire, acquiring, award a contract, bought, buy, buying, contract, contracting, enter
    into a contract, enter into contract, lease, leasing, new contract, new purchase, obtain,
    obtaining, order, ordering, pays for, procurement, purchase, purchased, purchasing, rent,
    rental
renew: contract extension, exercise an option, exercise option, extend, extended, extending,
    extension, maintain, maintaining, maintenance, maintenance contract, maintenance renewal,
    option exercised, renew contract, renew maintenance contract, renewal, renewed, renewing,
    service contract, service renewal, services, support contract
use: connect, deploy, deployed, deploying, has installed, in use, install, installed,
    installing, keep, keep using, keeps using, operate, operating, own use, still use, still
    using, using
remove: decommission, dispose, removal, removed, removing, rip and replace,
    rip out
market: distribute, marketing, offer for sale, resell, sale, sell, selling
export: exporting, re export, reexport, reexporting
authorise: authorisation, authorising, authorization, authorize, authorizing, certification,
    certify, equipment authorization, fcc authorization
trade_securities: buy bonds, buy securities, buy shares, buy stock, buys shares, hold shares,
    invest, investing, investment, purchase of securities, purchase securities, purchase shares,
    sell shares, trade, trade shares, trading, trading securities
import: importation, imported, importing
"""
_PURPOSES: Final = """
public_safety: campus safety, crime fighting, crime prevention, emergency response, law
    enforcement, police work, policing, school safety, school security, student safety, traffic
    safety
government_facility_security: base security, courthouse security, facility security, government
    building security, government facilities, government facility, government facility
    surveillance, military base, security of a government facility, security of government
    buildings, security of government facilities
security: building security, guarding, office security, own office, own premises, perimeter,
    perimeter security, physical security, premises, premises security, private office, security
    cameras, site security, surveillance, video surveillance
none_listed: no listed purpose, none of listed, none of the listed purposes, none of them, none
    of these, not a listed purpose
critical_infrastructure: critical infrastructure security, critical infrastructure surveillance,
    physical security surveillance of critical infrastructure, security of critical
    infrastructure
national_security: border security, defence, defense, homeland security, military, other
    national security
"""
_CLASSES: Final = """
video_camera: bullet camera, camera, camera system, cctv, cctv camera, cctv system, dome camera,
    doorbell camera, ip camera, network camera, ptz camera, security camera, surveillance
    camera, surveillance equipment, surveillance system, video surveillance, video surveillance
    camera, video surveillance equipment, video surveillance system, webcam
thermal_camera: fever camera, temperature camera, thermal, thermal fever camera, thermal imager,
    thermal imaging, thermal imaging camera, thermographic camera
recorder_storage: digital video recorder, dvr, hard disk, hard drive, network video recorder,
    nvr, recorder, recorder and storage, surveillance drive, video recorder
body_vehicle_camera: body camera, body worn camera, bodycam, dash camera, dashcam, in car
    camera, vehicle camera
access_control: card reader, door access, door entry, intercom, turnstile, video intercom
drone: quadcopter, small unmanned aircraft system, suas, uas, uav, unmanned aerial vehicle,
    unmanned aircraft, unmanned aircraft system
network_gear: 5g equipment, base station, modem, network equipment, network gear, network
    switch, networking equipment, router, switch, telecom, telecom equipment, telecom gear,
    telecommunications, telecommunications equipment, wireless router
phone: cell phone, handset, mobile phone, smartphone, tablet
software_vms: software, video management software, video management system, video software, vms
service: installation, maintenance, maintenance contract, maintenance service, monitoring
    service, repair, service contract, support contract
securities: a shares, shares
radio: dmr radio, handheld radio, mobile radio, two way radio, walkie talkie
"""
_FUNDS: Final = """
federal_grant: cooperative agreement, federal aid, federal award, federal award money, federal
    cooperative agreement, federal grant, federal grant money, federal relief, federal relief
    grant, federal subaward, grant, relief grant, subaward
federal_loan: loan
federal_direct: agency appropriation, agency budget, agency funds, appropriated funds,
    appropriated money, appropriation, federal agency budget, federal appropriation, federal
    budget, own appropriation
state: provincial, state appropriation, state budget, state funds, state general fund, state
    grant, state money, state tax, state taxes
local: bond, city, city funds, city money, city tax, council tax, county, county funds, county
    money, county tax, district funds, fees, general fund, levy, local bond, local budget, local
    funds, local levy, local money, local sales tax, local tax, local taxes, municipal,
    municipal budget, municipal funds, own, own budget, own funds, own money, own revenue,
    parish, parish funds, parish money, parish tax, property tax, ratepayer, sales tax, school,
    school budget, school funds, tax, taxes, town, town funds
federal: federal funds, federal money
universal_service: e rate, erate, usf, universal service fund, universal service support,
    rural health care, lifeline, high cost
private: company funds, corporate funds, donated, donation, foundation, foundation grant, gift,
    own private money, private funds, private grant, private money
federal_contract: contract money, federal contract funds, federal contract money
"""


def _read(table: str) -> dict[str, str]:
    """{what is written: the word of the list}, with single spaces."""
    found: dict[str, str] = {}
    for line in table.strip().replace("\n    ", " ").splitlines():
        word, spelt = line.split(": ")
        found |= dict.fromkeys(spelt.split(", "), word)
    return found


#: By list ("buyer", "act", "purpose", "product_class", "funds").
SPELT: Final[dict[str, dict[str, str]]] = {
    "buyer": _read(_BUYERS),
    "act": _read(_ACTS),
    "purpose": _read(_PURPOSES),
    "product_class": _read(_CLASSES),
    "funds": _read(_FUNDS),
}
