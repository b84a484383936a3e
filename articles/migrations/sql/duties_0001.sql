-- What readers were told stays as it was told: policies and rules of contests.

create or replace function policy_is_kept() returns trigger language plpgsql as $$
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

-- What the foot of every page says of who a station is. Each request asks it, so its plan is kept for the
-- session: written out in the view it took 3.6 ms to plan, and takes 0.2 ms to run. It runs as its owner,
-- under a fixed search path, and gives away nothing but what is public of an opened station.
create or replace function published_behind(on_station bigint) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    found jsonb;
begin
    select jsonb_build_object(
        'policies', coalesce((
            select jsonb_agg(p.kind) from published_policy p where p.station_id = s.id
        ), '[]'::jsonb),
        'owners', coalesce((
            select jsonb_agg(o.name order by w.share desc nulls last, o.name)
            from articles_ownership w join articles_organisation o on o.id = w.organisation_id
            where w.imprint_id = i.id
        ), '[]'::jsonb),
        'masthead', exists (
            select from articles_mastheadentry m
            where m.station_id = s.id and (published_clock() at time zone s.timezone)::date
                between m.since and coalesce(m.until, 'infinity')
        ),
        'service', coalesce(i.service, ''), 'legal_name', coalesce(i.legal_name, ''), 'founded', i.founded,
        'email', coalesce(i.email, ''), 'phone', coalesce(i.phone, ''),
        'public_file_url', coalesce(i.public_file_url, ''), 'eeo_report_url', coalesce(i.eeo_report_url, '')
    ) into found
    from articles_station s
    left join articles_imprint i on i.station_id = s.id
    where s.id = on_station and s.opened_at <= published_clock();
    return found;
end $$;
