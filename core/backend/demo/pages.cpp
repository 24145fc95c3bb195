// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/demo/pages.h"

#include <array>
#include <charconv>

namespace windsock::backend::demo {

namespace {

/// A page being written; the frame is that of polls/base.html.
class Page
{
public:
    explicit Page(std::string_view title)
    {
        m_text.reserve(2048);
        markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        text(title).markup("</title>\n<link rel=\"stylesheet\" href=\"/static/polls/style.css\">\n</head>\n<body>\n"
                           "<nav><a href=\"/polls/\">Polls</a> <a href=\"/admin/\">Administration</a> "
                           "<a href=\"/hello-tornado\">WebSocket chat</a></nav>\n<main>\n<h1>");
        text(title).markup("</h1>\n");
    }

    Page& markup(std::string_view html)
    {
        m_text.append(html);
        return *this;
    }
    Page& text(std::string_view data)
    {
        appendEscaped(m_text, data);
        return *this;
    }
    Page& number(std::int64_t value)
    {
        std::array<char, 24> digits;
        m_text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
        return *this;
    }
    /// A line above a form that says what went wrong; nothing when empty.
    Page& alert(std::string_view message)
    {
        return message.empty() ? *this : markup("<p class=\"error\" role=\"alert\">").text(message).markup("</p>\n");
    }
    std::string finish()
    {
        markup("</main>\n</body>\n</html>\n");
        return std::move(m_text);
    }

private:
    std::string m_text;
};

std::string_view entity(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return "&#x27;";
    }
}

} // namespace

void appendEscaped(std::string& out, std::string_view text)
{
    for (auto special = text.find_first_of("&<>\"'"); special != std::string_view::npos;
         special = text.find_first_of("&<>\"'")) {
        out.append(text.substr(0, special)).append(entity(text[special]));
        text.remove_prefix(special + 1);
    }
    out.append(text);
}

std::string indexPage(const std::vector<Question>& latest)
{
    Page page("Polls");
    page.markup(latest.empty() ? "<p>No polls are available.</p>\n" : "<ul class=\"questions\">\n");
    for (const Question& question : latest) {
        page.markup("<li><a href=\"/polls/").number(question.id).markup("/\">");
        page.text(question.text).markup("</a></li>\n");
    }
    page.markup(latest.empty() ? "" : "</ul>\n");
    page.markup(
        "<footer><p>This is Windsock's demo: it begins anew at each start, so votes are not kept.</p></footer>\n");
    return page.finish();
}

std::string detailPage(const Poll& poll, std::string_view error)
{
    Page page(poll.question.text);
    // No CSRF token, unlike the twin: there is no session to ride on, all that a forged vote could change is a
    // temporary file, and curl and ab can post without fetching a page first.
    page.alert(error).markup("<form action=\"/polls/").number(poll.question.id).markup("/vote/\" method=\"post\">\n");
    for (const Choice& choice : poll.choices) {
        page.markup("<label><input type=\"radio\" name=\"choice\" value=\"").number(choice.id).markup("\"> ");
        page.text(choice.text).markup("</label>\n");
    }
    page.markup("<button type=\"submit\">Vote</button>\n</form>\n<p><a href=\"/polls/");
    page.number(poll.question.id).markup("/results/\">Results</a></p>\n");
    return page.finish();
}

std::string resultsPage(const Poll& poll)
{
    Page page(poll.question.text);
    page.markup("<ul class=\"results\">\n");
    for (const Choice& choice : poll.choices) {
        page.markup("<li>").text(choice.text).markup(": <b>").number(choice.votes);
        page.markup(choice.votes == 1 ? "</b> vote</li>\n" : "</b> votes</li>\n");
    }
    page.markup("</ul>\n<p><a href=\"/polls/").number(poll.question.id).markup("/\">Vote again?</a></p>\n");
    return page.finish();
}

std::string logInPage(std::string_view message)
{
    Page page("Log in");
    page.alert(message).markup(
        "<form action=\"/admin/login/?next=/admin/\" method=\"post\">\n"
        "<label>Username: <input type=\"text\" name=\"username\" autocomplete=\"username\" required></label>\n"
        "<label>Password: <input type=\"password\" name=\"password\" autocomplete=\"current-password\" "
        "required></label>\n"
        "<input type=\"hidden\" name=\"next\" value=\"/admin/\">\n"
        "<button type=\"submit\">Log in</button>\n</form>\n");
    return page.finish();
}

std::string messagePage(std::string_view title, std::string_view sentence)
{
    Page page(title);
    page.markup("<p>").text(sentence).markup("</p>\n");
    return page.finish();
}

} // namespace windsock::backend::demo
