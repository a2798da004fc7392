"""Addresses of `coaching`: the coach's side, the lifter's, the owner's and the partner's."""

from __future__ import annotations

from django.urls import path

from momentary.web.coaching.views import coach, lifter, owner, partner

urlpatterns = [
    path("coaching/lifters/", coach.table, name="lifters"),
    path("coaching/invite", coach.invite, name="coach_invite"),
    path("coaching/codes/<uuid:uuid>/withdraw", coach.withdraw_code, name="coach_withdraw_code"),
    path("coaching/lifters/<uuid:athlete>/", coach.lifter, name="coached"),
    path("coaching/lifters/<uuid:athlete>/note", coach.write_note, name="coach_note"),
    path("coaching/lifters/<uuid:athlete>/plan", coach.edit_plan, name="coach_edit"),
    path("coaching/lifters/<uuid:athlete>/let-go", coach.let_go, name="coach_let_go"),
    path("coaching/notes/<uuid:uuid>/delete", coach.delete_note, name="coach_note_delete"),
    path("coaching/plan/<uuid:uuid>/withdraw", coach.withdraw_edit, name="coach_edit_withdraw"),
    path("coaching/", lifter.coaches, name="coaching"),
    path("coaching/code", lifter.type_code, name="join_code"),
    path("coaching/join/<str:code>/", lifter.join, name="join_coach"),
    path("coaching/<uuid:uuid>/leave", lifter.leave, name="leave_coach"),
    path("coaching/plan/<uuid:uuid>/decline", lifter.decline_edit, name="decline_edit"),
    path("gym/", owner.gym, name="gym"),
    path("gym/members/<int:pk>", owner.change_member, name="gym_member"),
    path("gym/hand-over", owner.hand_over, name="gym_hand_over"),
    path("gym/share", owner.share, name="gym_share"),
    path("gym/equipment/", owner.equipment, name="equipment"),
    path("phone/partner", partner.make, name="partner_make"),
    path("phone/partner/<str:token>/step", partner.say_step, name="partner_step"),
    path("phone/partner/<str:token>/end", partner.end, name="partner_end"),
    path("partner/<str:token>/", partner.page, name="partner"),
    path("partner/<str:token>/state", partner.state, name="partner_state"),
    path("partner/<str:token>/qr.svg", partner.qr, name="partner_qr"),
]
