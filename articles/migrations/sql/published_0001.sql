-- What is public. The views that lists and pages walk are plain, so that indexes carry their conditions;
-- the small ones, which are asked by a key, are security barriers.

-- The words of a text without the captions of pictures that are killed, or whose rights have ended: captions are
-- blocks of their own, and each stands with its picture's number in what is rendered.
create or replace function published_words(words text, rendered text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    select case when rendered not like '%<!--[picture %' then words else (
        select coalesce(string_agg(block, E'\n\n' order by place), '')
        from unnest(string_to_array(words, E'\n\n')) with ordinality as blocks(block, place)
        where block <> all (array(
            select coalesce(mark[2]::jsonb ->> 'caption', '')
            from regexp_matches(rendered, '<!--\[picture (\d+) (\{[^<>]*\})\]-->', 'g') mark
            where not exists (
                select from articles_asset a
                where a.id = mark[1]::bigint and a.killed_at is null
                    and (a.expires_at is null or a.expires_at > published_clock())
            )
        ))
    ) end
$$;

-- Of each kind the station's own version in force, else the group's in its language. A station's version
-- without text gives way to the group's.
create view published_policy with (security_barrier) as
select distinct on (s.id, p.kind) p.id, s.id as station_id, p.kind, p.language, p.text, p.in_force_from,
    coalesce((
        select jsonb_agg(e.in_force_from order by e.in_force_from desc)
        from articles_policy e
        where e.kind = p.kind and e.station_id is not distinct from p.station_id
            and (p.station_id is not null or e.language = p.language)
            and e.in_force_from < p.in_force_from and e.text <> ''
    ), '[]'::jsonb) as earlier
from articles_station s
join articles_policy p on p.station_id = s.id or (p.station_id is null and p.language = s.language)
where s.opened_at <= published_clock() and p.in_force_from <= published_clock() and p.text <> ''
    and not exists (
        select from articles_policy l
        where l.kind = p.kind and l.station_id is not distinct from p.station_id
            and (p.station_id is not null or l.language = p.language)
            and l.in_force_from > p.in_force_from and l.in_force_from <= published_clock()
    )
order by s.id, p.kind, p.station_id nulls last;

create view published_station as
select s.id, s.callsign, s.brand, s.tagline, s.timezone, s.language, s.theme, s.brand_color, s.brand_color_dark,
    s.history_shown,
    -- Until its icons are made, or once the picture is killed or its rights have ended, there is none.
    (
        select jsonb_build_object('token', a.token, 'version', a.version)
        from articles_asset a
        where a.id = s.logo_id and a.has_icons and a.killed_at is null
            and (a.expires_at is null or a.expires_at > published_clock())
    ) as logo,
    -- At most one, by an exclusion constraint. With a story it goes when the story does.
    (
        select jsonb_build_object('words', b.words, 'at', b.live_from, 'number', e.story_id, 'slug', e.slug,
            'section_slug', c.slug, 'label', e.page ->> 'label')
        from articles_breakingnews b
        left join articles_edition e on e.story_id = b.story_id and e.station_id = b.station_id
            and e.live_from <= published_clock() and e.live_until > published_clock()
        left join articles_section c on c.id = e.section_id
        where b.station_id = s.id and b.live_from <= published_clock() and b.live_until > published_clock()
            and (b.story_id is null or e.id is not null)
    ) as breaking,
    coalesce((
        select jsonb_agg(
            jsonb_build_object('id', c.id, 'name', c.name, 'slug', c.slug, 'parent', c.parent_id,
                'former_slugs', c.former_slugs)
            order by c.position, c.name)
        from articles_section c where c.station_id = s.id
    ), '[]'::jsonb) as sections,
    published_behind(s.id) as behind
from articles_station s
where s.opened_at <= published_clock();

-- A station that has said nothing says what the model's defaults say.
create view published_webfiles with (security_barrier) as
select s.id, coalesce(w.allow_training, false) as allow_training,
    coalesce(w.allow_ai_search, true) as allow_ai_search, coalesce(w.allow_ai_fetch, true) as allow_ai_fetch,
    coalesce(w.security_contact, '') as security_contact, w.security_until,
    coalesce(w.stands_for_group, false) as stands_for_group,
    coalesce(w.trust_lines, '') as trust_lines, coalesce(w.ads_lines, '') as ads_lines
from articles_station s
left join articles_webfiles w on w.station_id = s.id
where s.opened_at <= published_clock();

create view published_host as
select h.id, h.name, h.is_primary, p.name as primary_name, h.station_id
from articles_host h
join articles_station s on s.id = h.station_id
join articles_host p on p.station_id = h.station_id and p.is_primary
where s.opened_at <= published_clock();

create view published_section as
select c.id, c.station_id, c.parent_id, c.name, c.slug, c.position
from articles_section c
join articles_station s on s.id = c.station_id
where s.opened_at <= published_clock();

-- PostgreSQL may ask a reader's condition before the view's own, and an error message then shows the value it
-- failed on. So columns that hold words are empty in rows that are not live. They carry no index.
create view published_edition as
select e.id, e.station_id, e.story_id as number, e.number as edition_number,
    case when w.live then e.headline end as headline, case when w.live then e.deck end as deck,
    case when w.live then e.slug end as slug,
    e.section_id, c.name as section_name, c.slug as section_slug, e.language,
    case when w.live then e.dateline end as dateline, e.published_at, e.published_at_estimated,
    case when w.live then e.rendered_html end as rendered_html,
    case when w.live then published_words(e.plain_text, e.rendered_html) end as plain_text,
    case when w.live then e.page end as page,
    e.live_from, e.live_until, e.first_live_at, e.changed_at,
    a.token as picture_token, a.width as picture_width, a.height as picture_height,
    a.version as picture_version, a.is_complete as picture_complete,
    a.digital_source as picture_source,
    coalesce((
        select jsonb_agg(
            jsonb_build_object('kind', r.kind, 'text', r.text, 'at', b.live_from)
            order by b.live_from desc, r.id desc)
        from articles_correctionplacement l
        join articles_correction r on r.id = l.correction_id
        join articles_edition b on b.id = l.carried_by_id
        where l.placement_id = e.placement_id and r.redacted_at is null
            and b.live_from <= published_clock() and b.live_until > b.live_from
            and not exists (
                select from articles_storyevent v
                where v.story_id = b.story_id and v.verb = 'killed' and v.at >= b.live_from
            )
    ), '[]'::jsonb) as corrections,
    coalesce((
        select jsonb_agg(f.fediverse order by f.id)
        from articles_editionkey k
        join articles_person f on f.id = k.key and f.fediverse <> ''
        where k.edition_id = e.id and k.kind = 'person' and w.live
    ), '[]'::jsonb) as handles,
    coalesce((
        select jsonb_object_agg(k.key, jsonb_build_object(
            'token', b.token, 'width', b.width, 'height', b.height,
            'version', b.version, 'complete', b.is_complete, 'source', b.digital_source))
        from articles_editionkey k
        join articles_asset b on b.id = k.key and b.killed_at is null
            and (b.expires_at is null or b.expires_at > published_clock())
        where k.edition_id = e.id and k.kind = 'picture'
    ), '{}'::jsonb) as shown_pictures,
    coalesce((
        select jsonb_object_agg(
            l.story_id, jsonb_build_object('headline', l.headline, 'slug', l.slug, 'section_slug', d.slug,
                'label', l.page ->> 'label'))
        from articles_editionkey k
        join articles_edition l on l.story_id = k.key and l.station_id = e.station_id
            and l.live_from <= published_clock() and l.live_until > published_clock()
        join articles_section d on d.id = l.section_id
        where k.edition_id = e.id and k.kind = 'story'
    ), '{}'::jsonb) as linked_stories
from articles_edition e
cross join lateral (
    select e.live_from <= published_clock() and e.live_until > published_clock() as live
) w
join articles_station s on s.id = e.station_id
join articles_section c on c.id = e.section_id
left join articles_asset a on a.id = e.lead_picture_id and a.killed_at is null
    and (a.expires_at is null or a.expires_at > published_clock())
where e.live_from <= published_clock() and e.live_until > published_clock()
    and s.opened_at <= published_clock();

-- published_at and number are the key's own columns: the list walks one index and looks up only what it shows.
create view published_listing as
select k.id, k.kind, k.key, k.station_id, k.published_at, k.story_id as number,
    case when w.live then e.headline end as headline, case when w.live then e.deck end as deck,
    case when w.live then e.slug end as slug, e.section_id, c.name as section_name, c.slug as section_slug,
    e.published_at_estimated, e.language, case when w.live then e.page end as page,
    e.live_from, e.first_live_at, e.changed_at,
    a.token as picture_token, a.width as picture_width, a.height as picture_height,
    a.version as picture_version, a.is_complete as picture_complete,
    a.digital_source as picture_source
from articles_editionkey k
join articles_edition e on e.id = k.edition_id
cross join lateral (
    select e.live_from <= published_clock() and e.live_until > published_clock() as live
) w
join articles_station s on s.id = e.station_id
join articles_section c on c.id = e.section_id
left join articles_asset a on a.id = e.lead_picture_id and a.killed_at is null
    and (a.expires_at is null or a.expires_at > published_clock())
where e.live_from <= published_clock() and e.live_until > published_clock()
    and s.opened_at <= published_clock();

-- What stands on the fronts of a station now. A place whose story is not live is not here: a rule fills it.
create view published_front as
select l.id, f.station_id, f.section_id as front_section_id, l.place, e.story_id as number,
    case when w.live then e.headline end as headline, case when w.live then e.deck end as deck,
    case when w.live then e.slug end as slug, e.section_id, c.name as section_name, c.slug as section_slug,
    e.published_at, e.published_at_estimated, e.language, case when w.live then e.page end as page,
    e.live_from, e.first_live_at, e.changed_at,
    a.token as picture_token, a.width as picture_width, a.height as picture_height,
    a.version as picture_version, a.is_complete as picture_complete,
    a.digital_source as picture_source
from articles_front f
join articles_frontarrangement g on g.front_id = f.id and g.version = f.version
join articles_frontslot l on l.arrangement_id = g.id
    and coalesce(l.starts_at <= published_clock(), true) and coalesce(l.ends_at > published_clock(), true)
join articles_edition e on e.story_id = l.story_id and e.station_id = f.station_id
cross join lateral (
    select e.live_from <= published_clock() and e.live_until > published_clock() as live
) w
join articles_station s on s.id = f.station_id
join articles_section c on c.id = e.section_id
left join articles_asset a on a.id = e.lead_picture_id and a.killed_at is null
    and (a.expires_at is null or a.expires_at > published_clock())
where e.live_from <= published_clock() and e.live_until > published_clock()
    and s.opened_at <= published_clock();

-- A version that was out for a few minutes only is none that readers are told of, unless it put something right or
-- was put right, which is when they ask what changed.
create view published_history with (security_barrier) as
select e.id, e.station_id, e.story_id as number, e.number as edition_number,
    case when k.killed then '' else e.headline end as headline,
    case when k.killed then '' else e.deck end as deck,
    case when k.killed then '' else published_words(e.plain_text, e.rendered_html) end as plain_text,
    case when k.killed then '{}'::jsonb else e.page end as page,
    e.live_from, e.live_until, e.content_sha256, e.chain_sha256,
    e.redacted_at is not null as redacted,
    k.killed as withheld,
    coalesce((
        select jsonb_agg(jsonb_build_object('kind', r.kind, 'text', r.text) order by r.id)
        from articles_correctionplacement l
        join articles_correction r on r.id = l.correction_id
        where l.carried_by_id = e.id and r.redacted_at is null and not k.killed
    ), '[]'::jsonb) as corrections
from articles_edition e
join articles_station s on s.id = e.station_id
cross join lateral (
    select exists (
        select from articles_storyevent v
        where v.story_id = e.story_id and v.verb = 'killed' and v.at >= e.live_from
    ) as killed
) k
where e.live_from <= published_clock() and e.live_until > e.live_from
    and s.opened_at <= published_clock() and s.history_shown
    and (
        e.live_until > published_clock()
        or e.live_until - e.live_from >= make_interval(mins => s.history_grace)
        or exists (
            select from articles_correctionplacement l where l.carried_by_id = e.id or l.corrects_id = e.id
        )
    )
    and exists (
        select from articles_edition l
        where l.placement_id = e.placement_id
            and l.live_from <= published_clock() and l.live_until > published_clock()
    );

create view published_gone with (security_barrier) as
select p.id, p.station_id, p.story_id as number,
    case when p.down_kind <> '' then p.down_kind when t.taken_down then 'withdrawn' else 'expired' end as kind,
    -- The reason of an earlier withdrawal is not that of the end of a later edition.
    case when p.down_kind <> '' or t.taken_down then p.down_reason else '' end as reason
from articles_placement p
join articles_station s on s.id = p.station_id
-- Scheduling lifts a withdrawal from the desk; to readers it lasts until the hour comes.
cross join lateral (
    select exists (
        select from articles_storyevent v
        where v.story_id = p.story_id and v.placement_id = p.id and v.verb in ('withdrawn', 'killed')
            and v.at >= (
                select max(e.live_until) from articles_edition e
                where e.placement_id = p.id and e.live_from <= published_clock() and e.live_until > e.live_from
            )
    ) as taken_down
) t
where s.opened_at <= published_clock()
    and exists (
        select from articles_edition e
        where e.placement_id = p.id and e.live_from <= published_clock() and e.live_until > e.live_from
    )
    and not exists (
        select from articles_edition l
        where l.placement_id = p.id and l.live_from <= published_clock() and l.live_until > published_clock()
    );

-- Merging rewrites the keys, so a merged tag or person is public exactly where the other one is.
create view published_tag with (security_barrier) as
select t.id, s.id as station_id, t.name, t.slug, t.labels, coalesce(m.slug, '') as leads_to
from articles_tag t
left join articles_tag m on m.id = t.merged_into_id
cross join articles_station s
where s.opened_at <= published_clock()
    and exists (
        select from articles_editionkey k
        join articles_edition e on e.id = k.edition_id
        where k.station_id = s.id and k.kind = 'tag' and k.key = coalesce(m.id, t.id)
            and e.live_from <= published_clock() and e.live_until > published_clock()
    );

create view published_person with (security_barrier) as
select p.id, s.id as station_id, p.name, p.slug, p.job_title, p.bio, p.email, p.fediverse,
    a.token as photo_token, a.width as photo_width, a.height as photo_height,
    a.version as photo_version, a.is_complete as photo_complete, a.digital_source as photo_source,
    a.alt as photo_alt,
    a.credit as photo_credit, coalesce(m.slug, '') as leads_to
from articles_person p
left join articles_person m on m.id = p.merged_into_id
left join articles_asset a on a.id = p.photo_id and a.killed_at is null
    and (a.expires_at is null or a.expires_at > published_clock())
cross join articles_station s
where s.opened_at <= published_clock()
    and (
        exists (
            select from articles_editionkey k
            join articles_edition e on e.id = k.edition_id
            where k.station_id = s.id and k.kind = 'person' and k.key = coalesce(m.id, p.id)
                and e.live_from <= published_clock() and e.live_until > published_clock()
        )
        or exists (
            select from articles_person_listed_on l
            where l.person_id = coalesce(m.id, p.id) and l.station_id = s.id
        )
    );

create view published_asset with (security_barrier) as
select a.id, a.token, a.width, a.height, a.version, a.is_complete, a.digital_source, a.has_icons
from articles_asset a
where a.killed_at is null and (a.expires_at is null or a.expires_at > published_clock())
    and (
        exists (
            select from articles_edition e
            join articles_station s on s.id = e.station_id
            where e.lead_picture_id = a.id and s.opened_at <= published_clock()
                and e.live_from <= published_clock() and e.live_until > published_clock()
        )
        or exists (
            select from articles_editionkey k
            join articles_edition e on e.id = k.edition_id
            join articles_station s on s.id = e.station_id
            where k.kind = 'picture' and k.key = a.id and s.opened_at <= published_clock()
                and e.live_from <= published_clock() and e.live_until > published_clock()
        )
        -- Of a person whose page is public.
        or exists (
            select from articles_person p
            join published_person q on q.id = p.id and q.leads_to = ''
            where p.photo_id = a.id
        )
        or exists (select from articles_station s where s.logo_id = a.id and s.opened_at <= published_clock())
    );

-- An address of a story that readers never saw is no address.
create view published_address with (security_barrier) as
select d.id, d.host_id, d.path, d.story_id as number, d.url, d.gone
from articles_address d
join articles_host h on h.id = d.host_id
join articles_station s on s.id = h.station_id
where s.opened_at <= published_clock()
    and (
        d.story_id is null
        or exists (
            select from articles_edition e
            where e.story_id = d.story_id and e.station_id = s.id
                and e.live_from <= published_clock() and e.live_until > e.live_from
        )
    );

-- A correction is public once the edition that carries it has been live, and while the story is; a kill takes it back
-- with the words that it corrects.
create view published_corrections with (security_barrier) as
select l.id, e.station_id, e.story_id as number, r.kind, r.text, b.live_from as corrected_at,
    a.number as corrected_edition, b.number as edition_number, e.headline, e.slug, c.slug as section_slug
from articles_correctionplacement l
join articles_correction r on r.id = l.correction_id
join articles_edition a on a.id = l.corrects_id
join articles_edition b on b.id = l.carried_by_id
join articles_edition e on e.placement_id = l.placement_id
join articles_station s on s.id = e.station_id
join articles_section c on c.id = e.section_id
where r.redacted_at is null
    and b.live_from <= published_clock() and b.live_until > b.live_from
    and not exists (
        select from articles_storyevent v
        where v.story_id = b.story_id and v.verb = 'killed' and v.at >= b.live_from
    )
    and e.live_from <= published_clock() and e.live_until > published_clock()
    and s.opened_at <= published_clock();

-- Of every station, so that the pages of its duties exist before anybody has filled anything in.
create view published_imprint with (security_barrier) as
select s.id, s.id as station_id, coalesce(i.service, '') as service, coalesce(i.legal_name, '') as legal_name,
    coalesce(i.community, '') as community, i.founded, coalesce(i.address, '') as address,
    coalesce(i.phone, '') as phone, coalesce(i.email, '') as email,
    coalesce(i.public_file_url, '') as public_file_url,
    coalesce(i.public_file_contact, '') as public_file_contact,
    coalesce(i.public_file_phone, '') as public_file_phone,
    coalesce(i.public_file_email, '') as public_file_email,
    coalesce(i.eeo_report_url, '') as eeo_report_url, i.eeo_year,
    coalesce(i.captions_phone, '') as captions_phone, coalesce(i.captions_email, '') as captions_email,
    coalesce(i.captions_complaints, '') as captions_complaints,
    greatest(
        i.fcc_reviewed_on,
        (select max((n.shown_from at time zone s.timezone)::date) from articles_fccnotice n
            where n.station_id = s.id and n.shown_from <= published_clock()),
        (select max((n.shown_until at time zone s.timezone)::date) from articles_fccnotice n
            where n.station_id = s.id and n.shown_until <= published_clock())
    ) as fcc_updated_on,
    coalesce((
        select jsonb_agg(
            jsonb_build_object('name', o.name, 'country', o.country, 'website', o.website,
                'funding', o.funding, 'share', w.share,
                'parents', coalesce((
                    with recursive up as (
                        select 1 as step, p.name, p.country, o.parent_share as share, p.parent_id, p.parent_share
                        from articles_organisation p where p.id = o.parent_id
                        union all
                        select up.step + 1, p.name, p.country, up.parent_share, p.parent_id, p.parent_share
                        from up join articles_organisation p on p.id = up.parent_id
                        where up.step < 10
                    )
                    select jsonb_agg(
                        jsonb_build_object('name', up.name, 'country', up.country, 'share', up.share)
                        order by up.step)
                    from up
                ), '[]'::jsonb))
            order by w.share desc nulls last, o.name)
        from articles_ownership w join articles_organisation o on o.id = w.organisation_id
        where w.imprint_id = i.id
    ), '[]'::jsonb) as owners,
    coalesce((
        select jsonb_agg(
            jsonb_build_object('role', m.role, 'name', m.name, 'email', m.email, 'since', m.since, 'slug', (
                select r.slug from published_person r
                where r.id = m.person_id and r.station_id = s.id and r.leads_to = ''
            ))
            order by m.position, m.name)
        from articles_mastheadentry m
        where m.station_id = s.id and (published_clock() at time zone s.timezone)::date
            between m.since and coalesce(m.until, 'infinity')
    ), '[]'::jsonb) as masthead
from articles_station s
left join articles_imprint i on i.station_id = s.id
where s.opened_at <= published_clock();

create view published_fcc_notice with (security_barrier) as
select n.id, n.station_id, n.title, n.file_number, n.text, n.shown_from, n.shown_until
from articles_fccnotice n
join articles_station s on s.id = n.station_id
where n.shown_from <= published_clock() and n.shown_until > published_clock()
    and s.opened_at <= published_clock();

-- The rules of a contest stay up for 30 days after its end (47 CFR 73.1216).
create view published_contest with (security_barrier) as
select c.id, c.station_id, c.name, c.announced_at, c.ends_at, c.ends_at <= published_clock() as ended,
    coalesce((
        select jsonb_agg(
            jsonb_build_object('text', r.text, 'posted_at', r.posted_at) order by r.posted_at desc, r.id desc)
        from articles_contestrules r
        where r.contest_id = c.id and r.posted_at <= published_clock()
    ), '[]'::jsonb) as rules
from articles_contest c
join articles_station s on s.id = c.station_id
where c.announced_at <= published_clock() and c.ends_at + interval '30 days' > published_clock()
    and s.opened_at <= published_clock();
