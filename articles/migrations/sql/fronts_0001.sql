-- The record of a front: what stood there is never altered, only followed by another arrangement.

create trigger front_arrangement_is_append_only before update or delete on articles_frontarrangement
    for each row execute function record_is_append_only();
create trigger front_slot_is_append_only before update or delete on articles_frontslot
    for each row execute function record_is_append_only();
