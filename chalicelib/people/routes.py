"""The routes of sign-in, sessions, set-up, one's own file, the staff and the directory."""

from __future__ import annotations

from chalicelib.core import clock, limits
from chalicelib.edge import sessions
from chalicelib.edge.api import ANYONE, SIGNED_IN, Call, Routes
from chalicelib.edge.wire import Done, Paged, Rows
from chalicelib.people import schemas, setup, views
from chalicelib.people.service import directory, parties, sign_in, staff

routes = Routes(__name__)


@routes.post("/sign-in/code", takes=schemas.AskCode, gives=schemas.CodeAsked, may=ANYONE, verb=False)
def ask_code(call: Call) -> schemas.CodeAsked:
    """Send a sign-in code, if the phone is known; the answer does not say."""
    sign_in.ask_code(call.body.phone, address=call.address, at=call.cause.at)
    return schemas.CodeAsked(resend_after_seconds=limits.CODE_WAIT_SECONDS, expires_in_seconds=limits.CODE_SECONDS)


@routes.post("/sign-in", takes=schemas.SignIn, gives=schemas.SignInView, may=ANYONE, verb=False)
def give_code(call: Call) -> schemas.SignInView:
    """Sign in with a code."""
    done = sign_in.sign_in(call.body.phone, call.body.code, address=call.address, at=call.cause.at)
    call.new_cookie = sessions.cookie(done.token, seconds=done.seconds)
    return views.sign_in_view(done)


@routes.post("/sign-in/totp", takes=schemas.GiveTotp, gives=schemas.SignInView, may=ANYONE, verb=False)
def give_totp(call: Call) -> schemas.SignInView:
    """Go on with the second factor."""
    done = sign_in.give_totp(call.token, call.body.totp_code, address=call.address, at=call.cause.at)
    call.new_cookie = sessions.cookie(done.token, seconds=done.seconds)
    return views.sign_in_view(done)


@routes.get("/session", gives=schemas.SessionView, may=SIGNED_IN, fresh=True)
def get_session(call: Call) -> schemas.SessionView:
    """Who is signed in, and what they may see."""
    return views.session_view(call.who, at=call.cause.at)


@routes.post(
    "/session/organisation", takes=schemas.SwitchOrganisation, gives=schemas.SessionView, may=SIGNED_IN, verb=False
)
def switch_organisation(call: Call) -> schemas.SessionView:
    """Go on in another of one's organisations."""
    at = call.cause.at
    token, seconds = sign_in.switch_organisation(call.token, call.who, call.body.organisation_id, at=at)
    call.new_cookie = sessions.cookie(token, seconds=seconds)
    return views.session_view(sessions.find(token, at=at, fresh=True), at=at)


@routes.delete("/session", gives=Done, may=SIGNED_IN)
def end_session(call: Call) -> Done:
    """Sign out here."""
    sessions.end(call.token)
    call.new_cookie = sessions.cookie("", seconds=0)
    return Done()


@routes.delete("/sessions", gives=Done, may=SIGNED_IN)
def end_sessions(call: Call) -> Done:
    """Sign out on every device."""
    sessions.end_all(call.who.subject)
    call.new_cookie = sessions.cookie("", seconds=0)
    return Done()


@routes.get("/setup/{token}", gives=schemas.SetUpLink, may=ANYONE)
def check_setup(call: Call, token: str) -> schemas.SetUpLink:
    """Whether a set-up link is still good."""
    setup.check_link(token, at=call.cause.at)
    return schemas.SetUpLink(valid=True)


@routes.post("/setup/{token}", takes=schemas.SetUp, gives=Done, may=ANYONE)
def set_up(call: Call, token: str) -> Done:
    """Make the office and its first administrator."""
    body: schemas.SetUp = call.body
    setup.set_up(
        token,
        call.cause,
        organisation_name=body.organisation_name,
        community_name=body.community_name,
        admin_name=body.admin_name,
        admin_phone=body.admin_phone,
    )
    return Done()


@routes.get("/my/file", gives=schemas.FileView, may="own.read")
def own_file(call: Call) -> schemas.FileView:
    """What the office knows of the caller, masked."""
    return views.file_view(parties.own_file(call.scope, at=call.cause.at))


@routes.get("/staff", gives=Rows[schemas.StaffView], may="staff.read", asks=Paged)
def list_staff(call: Call) -> Rows[schemas.StaffView]:
    """Who works or worked where the caller reaches."""
    found, onward = staff.staff_page(call.scope, cursor=call.query.cursor)
    return Rows(rows=[views.staff_view(one) for one in found], next=onward)


@routes.post("/staff", takes=schemas.AddStaff, gives=schemas.StaffChanged, may="staff.write")
def add_staff(call: Call) -> schemas.StaffChanged:
    """Let somebody work for the office."""
    body: schemas.AddStaff = call.body
    grants = views.grants(body.grants)
    staff.add_staff(call.scope, call.cause, body.staff_id, name=body.name, phone=body.phone, grants=grants)
    return schemas.StaffChanged(staff_id=body.staff_id)


@routes.post("/staff/{staff_id}/grants", takes=schemas.ChangeGrants, gives=schemas.StaffChanged, may="staff.write")
def change_grants(call: Call, staff_id: str) -> schemas.StaffChanged:
    """Give somebody these roles instead of those they had."""
    staff.change_grants(call.scope, call.cause, staff_id, grants=views.grants(call.body.grants))
    return schemas.StaffChanged(staff_id=staff_id)


@routes.post("/staff/{staff_id}/end", takes=schemas.EndStaff, gives=schemas.StaffChanged, may="staff.write")
def end_staff(call: Call, staff_id: str) -> schemas.StaffChanged:
    """Let somebody leave: they are signed out at once, for good."""
    staff.end_staff(call.scope, call.cause, staff_id, reason=call.body.reason)
    return schemas.StaffChanged(staff_id=staff_id)


@routes.post("/staff/{staff_id}/reset-factor", takes=schemas.ResetFactor, gives=schemas.StaffChanged, may="staff.write")
def reset_factor(call: Call, staff_id: str) -> schemas.StaffChanged:
    """Take back somebody's second factor: they are signed out, and enrol a new one."""
    staff.reset_second_factor(call.scope, call.cause, staff_id, reason=call.body.reason)
    return schemas.StaffChanged(staff_id=staff_id)


@routes.get("/communities/{community_id}/directory", gives=Rows[schemas.DirectoryRow], may="units.read", asks=Paged)
def list_directory(call: Call, community_id: str) -> Rows[schemas.DirectoryRow]:
    """The units within reach and who belongs to each today."""
    today = clock.business_date(call.cause.at)
    found, onward = directory.directory_page(call.scope, community_id, today=today, cursor=call.query.cursor)
    return Rows(rows=[views.directory_row(one) for one in found], next=onward)
