-- Which pictures stand in a body, found without a table that every writer of bodies would have to keep.

create function body_pictures(body text) returns bigint[] language sql immutable strict parallel safe as $$
    select array(
        select (regexp_matches(body, '<figure data-kind="picture" data-asset="([0-9]{1,18})"', 'g'))[1]::bigint
    )
$$;

-- "<" stands in a body as markup only, so nobody's words can look like a picture.
create index story_body_pictures on articles_story using gin (body_pictures(body))
    where body like '%<figure data-kind="picture"%';
