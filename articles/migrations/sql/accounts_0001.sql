-- Who is let in and given what, written down by the database itself: no way in leaves it out.

create function account_event(verb text, account bigint, before jsonb, after jsonb) returns void
language sql as $$
    insert into articles_accountevent (at, verb, user_id, actor_id, before, after)
    values (published_clock(), verb, account,
            nullif(current_setting('newsroom.actor', true), '')::bigint, before, after)
$$;

create function account_on_the_record() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform account_event('account_created', new.id, '{}',
                              jsonb_build_object('username', new.username, 'active', new.is_active));
        if new.is_superuser then
            perform account_event('group_given', new.id, '{}', '{}');
        end if;
        return null;
    end if;
    if old.username <> new.username then
        perform account_event('renamed', new.id, jsonb_build_object('username', old.username),
                              jsonb_build_object('username', new.username));
    end if;
    -- Without the addresses: the record is kept for good.
    if old.email <> new.email then
        perform account_event('mail_changed', new.id, '{}', '{}');
    end if;
    if old.is_active <> new.is_active then
        perform account_event(case when new.is_active then 'reactivated' else 'deactivated' end, new.id,
                              jsonb_build_object('active', old.is_active),
                              jsonb_build_object('active', new.is_active));
    end if;
    if old.is_superuser <> new.is_superuser then
        perform account_event(case when new.is_superuser then 'group_given' else 'group_taken' end, new.id,
                              jsonb_build_object('group administrator', old.is_superuser),
                              jsonb_build_object('group administrator', new.is_superuser));
    end if;
    return null;
end $$;

create trigger account_on_the_record after insert or update on articles_user
    for each row execute function account_on_the_record();

create function role_in_words(role text, station bigint, part bigint) returns jsonb language sql stable as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'role', role,
        'station', (select callsign from articles_station where id = station),
        'section', (select name from articles_section where id = part)))
$$;

create function role_on_the_record() returns trigger language plpgsql as $$
declare
    was jsonb := '{}';
    becomes jsonb := '{}';
begin
    if tg_op <> 'INSERT' then
        was := role_in_words(old.role, old.station_id, old.section_id);
    end if;
    if tg_op <> 'DELETE' then
        becomes := role_in_words(new.role, new.station_id, new.section_id);
    end if;
    if tg_op = 'INSERT' then
        perform account_event('role_given', new.user_id, was, becomes);
    elsif tg_op = 'DELETE' then
        perform account_event('role_taken', old.user_id, was, becomes);
    elsif was <> becomes or old.user_id <> new.user_id then
        perform account_event('role_changed', new.user_id, was, becomes);
    end if;
    return null;
end $$;

create trigger role_on_the_record after insert or update or delete on articles_membership
    for each row execute function role_on_the_record();

create function factor_on_the_record() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        perform account_event('factor_set', new.user_id, '{}', jsonb_build_object('kind', new.type));
    else
        perform account_event('factor_removed', old.user_id, jsonb_build_object('kind', old.type), '{}');
    end if;
    return null;
end $$;

create trigger factor_on_the_record after insert or delete on mfa_authenticator
    for each row execute function factor_on_the_record();

create trigger account_event_is_append_only before update on articles_accountevent
    for each row execute function record_is_append_only();
-- Who signed in when is personal, and of no use after a year.
create trigger account_event_is_kept before delete on articles_accountevent
    for each row when (not (old.verb in ('signed_in', 'signed_out', 'try_failed')
                            and old.at < published_clock() - interval '1 year'))
    execute function record_is_append_only();

-- Django's cache, which all processes share: limits of tries, and codes that were used already.
create table newsroom_cache (
    cache_key varchar(255) not null primary key,
    value text not null,
    expires timestamptz not null
);
create index newsroom_cache_expires on newsroom_cache (expires);
