// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/web/testsite.h"

#include "core/web/exchange.h"
#include "core/web/fallbackhandler.h"
#include "core/web/hellohandler.h"
#include "core/web/staticfilehandler.h"
#include "core/web/websockethandler.h"

#include <map>
#include <stdexcept>

namespace windsock::test {

using Kind = http::ParseEvent::Kind;

Answer HttpPeer::answer(bool toHead)
{
    http::ResponseParser parser(http::Limits{.line = 1 << 16, .head = 1 << 20, .body = UINT64_MAX}, toHead);
    Answer answer;
    http::ResponseHead head;
    while (true) {
        const http::ParseEvent event = parser.parse(m_input);
        if (event.kind == Kind::Head)
            head = parser.takeHead();
        answer.body.append(event.body);
        m_input.erase(0, event.consumed);
        if (event.kind == Kind::Refused)
            return {};
        if (event.kind == Kind::End)
            break;
        if (event.kind != Kind::NeedMore || event.consumed > 0)
            continue;
        const std::string more = m_socket.receive();
        if (more.empty() && parser.parseEnd().kind != Kind::End)
            return {};
        if (more.empty())
            break;
        m_input += more;
    }
    answer.status = head.status;
    answer.headers = std::move(head.headers);
    return answer;
}

Answer fetch(std::uint16_t port, const std::string& target, const std::string& fields)
{
    return HttpPeer(port).get(target, fields);
}

TestSite::TestSite(const Setup& setup, const http::ServerOptions& options, int threads)
    : server({journal, bodies, metrics}, options, threads, std::make_shared<const web::Application>(setup(*this)))
{
    if (const auto listening = server.listen({"127.0.0.1", 0}); !listening)
        throw std::runtime_error(listening.error().sentence.toStdString());
}

const journal::ExchangeStore& TestSite::rows()
{
    const journal::Batch batch = journal.since(m_cursor, 100'000);
    m_cursor = batch.cursor;
    m_store.fold(batch);
    return m_store;
}

journal::ExchangeStore::Row TestSite::row(std::string_view target)
{
    const journal::ExchangeStore& store = rows();
    for (std::size_t i = store.size(); i > 0; --i) {
        if (store.at(i - 1).begun->request.target == target)
            return store.at(i - 1);
    }
    return {};
}

bool TestSite::ended(std::string_view target)
{
    const auto found = row(target);
    return found.outcome && !found.outcome->open;
}

std::string TestSite::said(std::string_view target, journal::Channel channel)
{
    std::string text;
    for (const auto& line : row(target).lines) {
        if (line->channel == channel)
            text += (text.empty() ? "" : "\n") + line->text;
    }
    return text;
}

std::string TestSite::remarks()
{
    std::string text;
    for (const auto& line : rows().remarks())
        text += line->text + "\n";
    return text;
}

QByteArray TestSite::story() const
{
    std::map<ExchangeId, std::string> targets;
    std::string text;
    const auto tell = [&](const std::string& what) { text += (text.empty() ? "" : ", ") + what; };
    for (const journal::Event& event : journal.since({}, 100'000).events) {
        if (const auto* begun = std::get_if<std::shared_ptr<const journal::Begun>>(&event))
            tell("begun " + (targets[(*begun)->id] = (*begun)->request.target));
        else if (const auto* outcome = std::get_if<std::shared_ptr<const journal::Outcome>>(&event))
            tell(((*outcome)->open ? "open " : "outcome ") + std::to_string((*outcome)->status) + " " +
                 targets[(*outcome)->id]);
        else
            tell("line " + std::get<std::shared_ptr<const journal::Line>>(event)->text);
    }
    return QByteArray::fromStdString(text);
}

web::Route route(const std::string& pattern, web::HandlerFactory factory, journal::Source source)
{
    return {*web::RoutePattern::compile(pattern), source, std::move(factory)};
}

web::HandlerFactory helloFactory(const std::string& page)
{
    auto shared = std::make_shared<const web::Page>("text/html; charset=UTF-8", page);
    return [shared](web::Exchange& exchange, const web::Captures&) {
        return std::make_unique<web::HelloHandler>(exchange, shared);
    };
}

web::HandlerFactory echoFactory()
{
    return [](web::Exchange& exchange, const web::Captures&) {
        return std::make_unique<web::WebSocketHandler>(exchange, [](auto opening, auto stream, const auto& settings) {
            return std::make_unique<web::EchoSession>(std::move(opening), std::move(stream), settings);
        });
    };
}

web::HandlerFactory staticFactory(const std::string& folder)
{
    auto files = std::make_shared<const web::StaticFiles>(std::vector<web::StaticRoot>{{"", folder, false}});
    return [files](web::Exchange& exchange, const web::Captures& captures) {
        return std::make_unique<web::StaticFileHandler>(exchange, files, captures.front());
    };
}

web::HandlerFactory fallbackFactory(const std::shared_ptr<backend::Backend>& backend)
{
    return [backend](web::Exchange& exchange, const web::Captures&) {
        return std::make_unique<web::FallbackHandler>(exchange, backend);
    };
}

} // namespace windsock::test
