-- Corrections stay as they were made; a redaction may take the words, and says so.

create function correction_is_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        perform refuse('correction_is_kept', 'A correction is never deleted.');
    end if;
    if old.redacted_at is not null or new.redacted_at is null or new.text <> ''
        or (to_jsonb(new) - array['text', 'redacted_at']) is distinct from (to_jsonb(old) - array['text', 'redacted_at'])
    then
        perform refuse('correction_is_kept', 'A correction never changes.');
    end if;
    return new;
end $$;

create trigger correction_is_kept before update or delete on articles_correction
    for each row execute function correction_is_kept();
create trigger correction_placement_is_append_only before update or delete on articles_correctionplacement
    for each row execute function record_is_append_only();
