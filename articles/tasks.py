"""What `manage.py work` does beside the web server. Each job may come twice, and changes nothing then."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from articles.errors import MailRefused, UploadUnderWay, WorkStopped
from articles.importers.pipeline.sending import remove_forgotten
from articles.importers.pipeline.upload_work import run_upload, try_upload
from articles.services.accounts import mail_password_links
from articles.services.picture_making import make_overdue, make_renditions
from articles.services.record import forget_page_changes

# Seconds without a sign of life, after which a worker is taken for dead.
DEAD_AFTER = 10
AGAIN = RetryStrategy(wait=2, retry_exceptions=[WorkStopped, UploadUnderWay])

# After 6, 36 and 216 seconds. A host that takes a mail and says so too late gets it again: not for long.
MAIL_AGAIN = RetryStrategy(exponential_wait=6, max_attempts=4, retry_exceptions=[MailRefused])


@app.task(pass_context=True, retry=AGAIN)
def try_files(context: JobContext, *, upload: int) -> None:
    try_upload(upload, stop=context.should_abort)


@app.task(pass_context=True, retry=AGAIN)
def bring_in_files(context: JobContext, *, upload: int) -> None:
    run_upload(upload, stop=context.should_abort)


@app.task(retry=MAIL_AGAIN)
def mail_links(*, accounts: list[int]) -> None:
    mail_password_links(accounts)


@app.task
def make_picture(*, asset: int) -> None:
    make_renditions(asset)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="make overdue pictures", pass_context=True)
def make_overdue_pictures(context: JobContext, timestamp: int) -> None:
    make_overdue(stop=context.should_abort)


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="take up again", pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> None:
    """Jobs of workers that were killed. The queue does not do this by itself."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER):
        await manager.retry_job(job)


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="remove forgotten")
def remove_forgotten_files(timestamp: int) -> None:
    remove_forgotten()


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="forget page changes")
def forget_old_page_changes(timestamp: int) -> None:
    forget_page_changes()
