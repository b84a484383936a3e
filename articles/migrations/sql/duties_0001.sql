-- What readers were told stays as it was told: policies and rules of contests.

create function policy_is_kept() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.in_force_from <= published_clock() then
        perform refuse('policy_is_kept', 'This version is in force: add the next one instead.');
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if exists (
        select from articles_policy p
        where p.kind = new.kind and p.station_id is not distinct from new.station_id
            and (new.station_id is not null or p.language = new.language)
            and p.id is distinct from new.id and p.in_force_from >= new.in_force_from
    ) then
        perform refuse('policy_comes_after_the_last', 'Another version is dated then or later: date this one after it.');
    end if;
    return new;
end $$;

create trigger policy_is_kept before insert or update or delete on articles_policy
    for each row execute function policy_is_kept();

create trigger contest_rules_are_append_only before update or delete on articles_contestrules
    for each row execute function record_is_append_only();
