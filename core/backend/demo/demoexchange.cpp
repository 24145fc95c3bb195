// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/demo/demoexchange.h"

#include "core/backend/demo/demolink.h"
#include "core/backend/demo/form.h"
#include "core/backend/demo/pages.h"

namespace windsock::backend {

namespace {

constexpr std::string_view htmlType = "text/html; charset=utf-8";

bool isForm(const http::Headers& headers)
{
    std::string_view type = headers.value("Content-Type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return http::equalsIgnoringCase(type, "application/x-www-form-urlencoded");
}

} // namespace

DemoExchange::DemoExchange(DemoLink& link, const BackendRequest& request, Responder& responder)
    : m_link(link)
    , m_responder(responder)
    , m_head(request.head)
    , m_framing(request.framing)
{
}

void DemoExchange::start()
{
    using Kind = http::Framing::Kind;
    m_responder.leased(); // there is no queue: the loop is the worker
    if (m_framing.kind == Kind::None || (m_framing.kind == Kind::Length && m_framing.length == 0))
        answer();
    else if (m_framing.kind == Kind::Length && m_framing.length > bodyLimit)
        refuseBody();
    else
        m_responder.pauseRequest(false);
}

void DemoExchange::bodyReceived(std::string_view bytes)
{
    if (m_answered)
        return;
    if (bytes.size() > bodyLimit - m_body.size())
        refuseBody();
    else
        m_body.append(bytes);
}

void DemoExchange::requestEnded()
{
    if (!m_answered)
        answer();
}

void DemoExchange::answer()
{
    if (!m_link.store()) {
        m_answered = true;
        m_responder.failed(503, m_link.error());
        return;
    }
    const std::string path = demo::percentDecode(m_head.path());
    perform(demo::route(m_head.method, path), path);
}

void DemoExchange::perform(const demo::Action& action, std::string_view path)
{
    using Kind = demo::Action::Kind;
    switch (action.kind) {
    case Kind::Index:
        return showIndex();
    case Kind::Detail:
        return showDetail(action.question, {});
    case Kind::Results:
        return showResults(action.question);
    case Kind::Vote:
        return vote(action.question);
    case Kind::LogIn:
        return reply(200, demo::logInPage());
    case Kind::LogInPosted:
        return reply(200, demo::logInPage("This is the demo: choose a Django backend to log in."));
    case Kind::StaticFile:
        return sendFile(path);
    case Kind::Redirect:
        return redirect(302, action.text);
    case Kind::AppendSlash:
        return appendSlash();
    case Kind::MethodNotAllowed:
        return refuseMethod(action.text);
    case Kind::NotFound:
        return showMissing();
    }
}

void DemoExchange::showIndex()
{
    const auto latest = m_link.store()->latest();
    if (!latest)
        return fail(latest.error());
    reply(200, demo::indexPage(*latest));
}

void DemoExchange::showResults(std::int64_t question)
{
    const auto poll = m_link.store()->poll(question);
    if (!poll)
        return fail(poll.error());
    reply(200, demo::resultsPage(*poll));
}

void DemoExchange::showDetail(std::int64_t question, std::string_view error)
{
    const auto poll = m_link.store()->poll(question);
    if (!poll)
        return fail(poll.error());
    reply(200, demo::detailPage(*poll, error));
}

void DemoExchange::vote(std::int64_t question)
{
    const auto value = isForm(m_head.headers) ? demo::formValue(m_body, "choice") : std::nullopt;
    const auto choice = value ? demo::parseNumber(*value) : std::nullopt;
    if (!choice)
        return showDetail(question, "You didn't select a choice.");
    const auto voted = m_link.store()->vote(question, *choice);
    if (!voted)
        return fail(voted.error());
    if (*voted == demo::Store::Vote::NoSuchChoice)
        return showDetail(question, "You didn't select a choice.");
    redirect(302, "/polls/" + std::to_string(question) + "/results/");
}

void DemoExchange::sendFile(std::string_view path)
{
    const demo::StaticFile* const file = m_link.files().find(path);
    if (!file)
        return showMissing();
    const bool known = demo::matchesEtag(m_head.headers.value("If-None-Match"), file->etag);
    if (known)
        return respond({304, {}, {{"ETag", file->etag}}}, {});
    respond({200, {}, {{"Content-Type", file->type}, {"ETag", file->etag}}}, file->content);
}

void DemoExchange::refuseBody()
{
    reply(413, demo::messagePage("Content Too Large", "The demo reads at most 64 KiB of a request's body."));
}

void DemoExchange::redirect(int status, std::string_view location)
{
    respond({status, {}, {{"Content-Type", htmlType}, {"Location", location}}}, {});
}

void DemoExchange::appendSlash()
{
    const std::string_view query = m_head.query();
    redirect(301, std::string(m_head.path()) + (query.empty() ? "/" : "/?") + std::string(query));
}

void DemoExchange::refuseMethod(std::string_view allow)
{
    respond({405, {}, {{"Content-Type", htmlType}, {"Allow", allow}}},
            demo::messagePage("Method Not Allowed", m_head.method + " is not for this page."));
}

void DemoExchange::showMissing()
{
    reply(404, demo::messagePage("Not Found", "There is nothing at " + std::string(m_head.path()) + "."));
}

void DemoExchange::fail(const Error& error)
{
    if (error.code == ErrorCode::NotFound)
        return showMissing();
    m_answered = true;
    m_responder.failed(503, error.sentence.toStdString() + ' ' + error.detail.toStdString());
}

void DemoExchange::reply(int status, std::string_view page)
{
    respond({status, {}, {{"Content-Type", htmlType}}}, page);
}

void DemoExchange::respond(http::ResponseHead head, std::string_view body)
{
    m_answered = true; // first: the responder may let go of this exchange
    m_responder.respond(std::move(head), body);
}

} // namespace windsock::backend
