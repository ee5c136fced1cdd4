-- Every node hears of changed rights when they are committed.
create or replace function public.tell_rights_changed() returns trigger language plpgsql as
$$ begin perform pg_notify('rights_changed', ''); return null; end $$;

create or replace trigger rights_changed after insert or update or delete on public.mt_doc_accountdetails
    for each statement execute function public.tell_rights_changed();
create or replace trigger rights_changed after insert or update or delete on public.mt_doc_roledetails
    for each statement execute function public.tell_rights_changed();
create or replace trigger rights_changed after insert or update or delete on public.mt_doc_cleanerdetails
    for each statement execute function public.tell_rights_changed();
create or replace trigger rights_changed after insert or update or delete on public.mt_doc_twopersonruledetails
    for each statement execute function public.tell_rights_changed();
create or replace trigger rights_changed after insert or update or delete on public.mt_doc_networkruledetails
    for each statement execute function public.tell_rights_changed();
create or replace trigger rights_changed after insert or update or delete on public.mt_doc_trainingdetails
    for each statement execute function public.tell_rights_changed();
create or replace trigger rights_changed after insert or update or delete on public.mt_doc_emergencyaccessdetails
    for each statement execute function public.tell_rights_changed();
