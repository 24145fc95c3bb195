// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingExchange: one request that is answered on the I/O thread's own turn: its body is gathered, then the thread
// waits for the whole answer, as in Tornado's WSGIContainer. On the request's I/O thread; owned by its handler.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/leasewait.h"
#include "core/backend/wsgi/blockingconnection.h"
#include "core/backend/wsgi/spool.h"

namespace windsock::backend {

class BlockingLink;

class BlockingExchange final : public BackendExchange
{
public:
    BlockingExchange(BlockingLink& link, const BackendRequest& request, Responder& responder);
    ~BlockingExchange() override;

    void start() override {}
    void bodyReceived(std::string_view bytes) override;
    void requestEnded() override;
    void writable() override {}

    /// Its turn has come. Returns when the answer is there; but a worker that is still to come up is waited for beside
    /// the loop.
    void ask() { m_leaseWait.start(); }

private:
    void leased(Result<Lease> lease);
    void leaseAnother(const Lease& lease);
    Result<WorkerAnswer> askOn(BlockingConnection& connection);
    void answer(WorkerAnswer answer);
    void askingFailed(const Lease& lease, const Error& error);

    BlockingLink& m_link;
    const BackendRequest m_request;
    Responder& m_responder;
    Spool m_body;
    bool m_failed = false;
    LeaseWait m_leaseWait;
};

} // namespace windsock::backend
