"""The routes of the author: who may call what, and where its view is."""

from typing import Final

from quizapp.web.access import Policy
from quizapp.web.routes import Area, Get, Post

_BANK_MB: Final = 17
"""The largest bank that is taken, with room for what a form has around it."""
_ARTICLE_MB: Final = 3
"""An article of 2 MB and what surrounds it in a form."""

ROUTES: Final = (
    Get("/plan", "publish.plan", Policy.AUTHOR),
    Post("/plan", "publish.publish", Policy.AUTHOR),
    Get("/", "articles.articles", Policy.AUTHOR),
    Get("/articles/<article_id>", "articles.article", Policy.AUTHOR),
    Get("/facts/<fact_id>", "articles.fact", Policy.AUTHOR),
    Get("/documents", "documents.documents", Policy.AUTHOR),
    Get("/documents/download", "documents.download_documents", Policy.AUTHOR),
    Get("/documents/file/<path:path>", "documents.document", Policy.AUTHOR),
    Get("/documents/raw/<path:path>", "documents.download_document", Policy.AUTHOR),
    Post("/documents/upload", "documents.upload_documents", Policy.AUTHOR, body_mb=_BANK_MB),
    Post("/documents/settle", "documents.settle_document", Policy.AUTHOR),
    Get("/work/<article_id>", "workbench.workbench", Policy.AUTHOR),
    Post("/work/<article_id>/draft", "workbench.draft_article", Policy.AUTHOR),
    Post("/work/<article_id>/model/cancel", "workbench.cancel_model", Policy.AUTHOR),
    Get("/work/<article_id>/model", "workbench.model_state", Policy.AUTHOR),
    Post("/work/<article_id>/drafts/<int:draft_id>/accept", "drafts.accept_draft", Policy.AUTHOR),
    Post("/work/<article_id>/drafts/<int:draft_id>/reject", "drafts.reject_draft", Policy.AUTHOR),
    Post("/work/<article_id>/drafts/<int:draft_id>/undo", "drafts.undo_draft", Policy.AUTHOR),
    Get("/work/<article_id>/facts/new", "fact_editing.new_fact", Policy.AUTHOR),
    Post("/work/<article_id>/facts/new", "fact_editing.add_fact", Policy.AUTHOR),
    Get("/work/<article_id>/facts/<fact_id>", "fact_editing.edit_fact", Policy.AUTHOR),
    Post("/work/<article_id>/facts/<fact_id>", "fact_editing.change_fact", Policy.AUTHOR),
    Get("/work/<article_id>/drafts/<int:draft_id>/edit", "fact_editing.edit_draft", Policy.AUTHOR),
    Post(
        "/work/<article_id>/drafts/<int:draft_id>/edit", "fact_editing.change_draft", Policy.AUTHOR
    ),
    Get("/entities", "entities.entities", Policy.AUTHOR),
    Get("/entities/new", "entities.new_entity", Policy.AUTHOR),
    Post("/entities/new", "entities.add_entity", Policy.AUTHOR),
    Get("/entities/<entity_id>", "entities.entity", Policy.AUTHOR),
    Post("/entities/<entity_id>", "entities.change_entity", Policy.AUTHOR),
    Post("/entities/<entity_id>/remove", "entities.remove_entity", Policy.AUTHOR),
    Get("/entities/<entity_id>/merge", "entities.plan_merge", Policy.AUTHOR),
    Post("/entities/<entity_id>/merge", "entities.merge_entity", Policy.AUTHOR),
    Get("/work/<article_id>/facts/<fact_id>/remove", "fact_removing.remove_fact", Policy.AUTHOR),
    Post("/work/<article_id>/facts/<fact_id>/remove", "fact_removing.take_fact_out", Policy.AUTHOR),
    Get("/work/<article_id>/head", "heads.head", Policy.AUTHOR),
    Post("/work/<article_id>/head", "heads.save_head", Policy.AUTHOR),
    Get("/new", "importing.new_article", Policy.AUTHOR),
    Post("/new", "importing.bring_article", Policy.AUTHOR, body_mb=_ARTICLE_MB),
    Get("/work/<article_id>/passages", "passages.passages", Policy.AUTHOR),
    Post("/work/<article_id>/passages", "passages.add_passages", Policy.AUTHOR),
    Post("/work/<article_id>/passages/<int:number>", "passages.save_passage", Policy.AUTHOR),
    Post("/work/<article_id>/passages/<int:number>/split", "passages.split_passage", Policy.AUTHOR),
    Post("/work/<article_id>/passages/<int:number>/merge", "passages.merge_passage", Policy.AUTHOR),
    Post("/work/<article_id>/passages/<int:number>/drop", "passages.drop_passage", Policy.AUTHOR),
    Post(
        "/work/<article_id>/passages/<int:number>/heading", "passages.move_heading", Policy.AUTHOR
    ),
    Post("/work/<article_id>/passages/restore", "passages.restore_line", Policy.AUTHOR),
    Post("/work/<article_id>/facts/preview", "previews.preview", Policy.AUTHOR),
    Post("/autosave", "previews.autosave", Policy.AUTHOR),
    Get("/reports", "reports.reports", Policy.AUTHOR),
    Get("/reports/<int:report_id>", "reports.report", Policy.AUTHOR),
    Post("/reports/<int:report_id>", "reports.answer_report", Policy.AUTHOR),
    Get("/revisions", "revisions.revisions", Policy.AUTHOR),
    Get("/revisions/<int:revision_id>", "revisions.revision", Policy.AUTHOR),
    Get("/revisions/<int:revision_id>/back", "revisions.plan_back", Policy.AUTHOR),
    Post("/revisions/<int:revision_id>/back", "revisions.go_back", Policy.AUTHOR),
)

blueprint: Final = Area("author", package="quizapp.web.author", routes=ROUTES, url_prefix="/studio")
