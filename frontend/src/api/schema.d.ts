// Generated from the OpenAPI document by `npm run api`. Do not edit.

export interface paths {
    "/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The communities within reach. */
        get: operations["estate_list_communities"];
        put?: never;
        /** Add a community. */
        post: operations["estate_create_community"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for a second person, the longest waiting first; of the community, or of one unit. */
        get: operations["approvals_list_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/approvals/{approval_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One, with what it would do now; a decided one with what was looked at then. */
        get: operations["approvals_get_approval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/approvals/{approval_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to what was looked at. */
        post: operations["approvals_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/approvals/{approval_id}/files/{media_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A scan of the paper, by a link that lasts some minutes. */
        get: operations["approvals_approval_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/approvals/{approval_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do not agree, and say why. */
        post: operations["approvals_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/approvals/{approval_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what one has asked oneself. */
        post: operations["approvals_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/approvals/alone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one person asked for and agreed to, newest first: what a manager is told of. */
        get: operations["approvals_list_lone_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/approvals/decided": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided, newest first; of the community, or of one unit. */
        get: operations["approvals_list_decided_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/broken-promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The promises about tickets that were not kept, newest first, and where each ticket stands now. */
        get: operations["tickets_list_broken_promises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The callbacks that are owed, the one to be tried first on top. */
        get: operations["callbacks_list_callbacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/callbacks/{callback_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** They were asked and said how it was. */
        post: operations["callbacks_answer_callback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/callbacks/{callback_id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** They were not reached. */
        post: operations["callbacks_try_callback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/callbacks/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The callbacks that were answered, newest first. */
        get: operations["callbacks_list_done_callbacks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom work can be given to in the community. */
        get: operations["tickets_list_colleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/directory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The units within reach and who belongs to each today. */
        get: operations["people_list_directory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The community's exception items, newest first. */
        get: operations["payments_list_exceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/exceptions/{exception_id}/handle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how an item was seen to. */
        post: operations["payments_handle_exception"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The community's imports, newest first. */
        get: operations["imports_list_imports"];
        put?: never;
        /** Read an uploaded workbook for its preview. */
        post: operations["imports_start_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An import with its preview's figures and its progress. */
        get: operations["imports_get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/imports/{import_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have what was previewed wait for a second person. */
        post: operations["imports_confirm_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/imports/{import_id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the preview up. */
        post: operations["imports_discard_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/imports/{import_id}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was found in the workbook, the most severe first. */
        get: operations["imports_list_findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/imports/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A link to the empty workbook. */
        get: operations["imports_import_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/items/{item_id}/tariffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a fee item's right prices before a second person. */
        post: operations["corrections_ask_tariff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/items/{item_id}/tariffs/{change_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would set a change of prices back: to be asked for like any other. */
        get: operations["corrections_undo_tariff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A form by which a picture, a sound, a film or a paper is sent. */
        post: operations["tickets_begin_media"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every fee item of the community, in the order of their numbers, with its prices over time. */
        get: operations["billing_list_prices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How right the files are, how far a check is, what is open. */
        get: operations["quality_get_quality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check all files now; one check at a time. */
        post: operations["quality_check_quality"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a finding can be given to. */
        get: operations["quality_list_quality_colleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What checks have found, by check and place; what is put right newest first. */
        get: operations["quality_list_doubts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/findings/{finding_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that it is right so, and why. */
        post: operations["quality_accept_doubt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/findings/{finding_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a finding, give it to a colleague, or give it back. */
        post: operations["quality_assign_doubt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/findings/{finding_id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Doubt it again. */
        post: operations["quality_reopen_doubt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The community's rounds, newest first; one at most is open. */
        get: operations["quality_list_rounds"];
        put?: never;
        /** Have every unit's area compared with its paper. */
        post: operations["quality_open_round"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/rounds/{round_id}/sign-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The papers of these units say what is on file. */
        post: operations["quality_sign_off"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/rounds/{round_id}/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The units of a round by their numbers: the area on file, its paper, who signed it off. */
        get: operations["quality_list_verified"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/quality/rounds/{round_id}/units/{unit_id}/differing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The paper of a unit says another area than the one on file. */
        post: operations["quality_mark_differing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The community's runs, newest first. */
        get: operations["billing_list_runs"];
        put?: never;
        /** Begin drafting a month's bills. */
        post: operations["billing_start_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run with its figures. */
        get: operations["billing_get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/runs/{run_id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the draft up. */
        post: operations["billing_discard_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/runs/{run_id}/skipped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The units that the run could not bill, and why. */
        get: operations["billing_list_skipped"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/runs/{run_id}/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The units that the run billed, in the order of their numbers. */
        get: operations["billing_list_run_units"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The community's open tickets, the promise that breaks first on top. */
        get: operations["tickets_list_tickets"];
        put?: never;
        /** Take a report down, for somebody on the telephone or at the counter. */
        post: operations["tickets_take_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One ticket. */
        get: operations["tickets_get_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the ticket. */
        post: operations["tickets_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** On the spot. */
        post: operations["tickets_arrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the ticket to a colleague. */
        post: operations["tickets_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What it is about. */
        post: operations["tickets_classify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/files/{media_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file on a ticket, by a link that lasts some minutes. */
        get: operations["tickets_ticket_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The work is done. */
        post: operations["tickets_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nothing can be done for a while. */
        post: operations["tickets_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** So far it is. */
        post: operations["tickets_progress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the ticket back, and say why. */
        post: operations["tickets_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Words to the owner, or a note. */
        post: operations["tickets_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It goes on. */
        post: operations["tickets_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/{ticket_id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ticket's timeline, newest on top. */
        get: operations["tickets_ticket_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/tickets/closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The community's closed tickets, newest first. */
        get: operations["tickets_list_closed_tickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A unit with its people and its facts over time. */
        get: operations["unitfile_unit_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A unit's account, newest month first. */
        get: operations["billing_unit_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was corrected on a unit, newest first. */
        get: operations["corrections_list_corrections"];
        put?: never;
        /** Put a unit's right facts before a second person. */
        post: operations["corrections_ask_correction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/corrections/{correction_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would set a correction back: to be asked for like any other. */
        get: operations["corrections_undo_correction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A unit on one day, as it was believed on another; today where a day is not said (REG-03). */
        get: operations["unitfile_unit_on_day"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to the unit, newest first. */
        get: operations["unitfile_unit_journal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/party-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put what is right in the file of somebody of a unit before a second person. */
        post: operations["corrections_ask_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/payable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is open on a unit, oldest first, and what is prepaid. */
        get: operations["payments_payable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was paid on a unit, newest first. */
        get: operations["payments_list_payments"];
        put?: never;
        /** Take cash for the chosen bills; the receipt is numbered at once. */
        post: operations["payments_take_cash"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One payment on a unit. */
        get: operations["payments_get_payment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/payments/{payment_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The receipt as PDF, by a link that lasts some minutes. */
        post: operations["payments_print_receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/prepaid/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Settle open bills with what a party prepaid. */
        post: operations["payments_use_prepaid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/statements/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One month of a unit, line by line. */
        get: operations["billing_unit_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/statements/{period}/items/{item_id}/waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put an amount off one bill before a second person. */
        post: operations["corrections_ask_waiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/statements/{period}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One month of a unit, computed again from what its lines keep. */
        get: operations["billing_unit_statement_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open tickets of one unit, newest first. */
        get: operations["tickets_list_unit_tickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/units/{unit_id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put another owner of a unit before a second person; or that a transfer was wrong. */
        post: operations["corrections_ask_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/communities/{community_id}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A form to post one workbook with. */
        post: operations["imports_begin_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the service stands. */
        get: operations["edge_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the office knows of the caller, masked. */
        get: operations["people_own_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's units and what each owes. */
        get: operations["billing_home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What these words are probably about. */
        post: operations["tickets_my_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/tickets/{ticket_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the caller's tickets. */
        get: operations["tickets_my_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/tickets/{ticket_id}/files/{media_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file on one of the caller's tickets, by a link that lasts some minutes. */
        get: operations["tickets_my_ticket_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/tickets/{ticket_id}/score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The owner scores the work themselves. */
        post: operations["callbacks_score_my_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/tickets/{ticket_id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The timeline of one of the caller's tickets, newest on top. */
        get: operations["tickets_my_ticket_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A form by which a picture, a sound, a film or a paper is sent. */
        post: operations["tickets_begin_my_media"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fix the chosen bills and their amounts. */
        post: operations["payments_start_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an order goes. */
        get: operations["payments_get_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/orders/{order_id}/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where the payer goes to pay the order. */
        post: operations["payments_checkout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/payable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller may pay on one of their units, oldest first. */
        get: operations["payments_my_payable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was paid on one of the caller's units, newest first. */
        get: operations["payments_my_payments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One payment on one of the caller's units. */
        get: operations["payments_my_payment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/payments/{payment_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The receipt as PDF, by a link that lasts some minutes. */
        post: operations["payments_my_receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/prepaid/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Settle open bills with what was prepaid. */
        post: operations["payments_use_my_prepaid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The months of one of the caller's units, newest first. */
        get: operations["billing_my_statements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/statements/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One month of one of the caller's units, line by line. */
        get: operations["billing_my_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/statements/{period}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One month of one of the caller's units, computed again from what its lines keep. */
        get: operations["billing_my_statement_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open tickets of one of the caller's units, newest first. */
        get: operations["tickets_my_tickets"];
        put?: never;
        /** Report something about one of the caller's units; its number is given at once. */
        post: operations["tickets_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/units/{unit_id}/tickets/closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The closed tickets of one of the caller's units, newest first. */
        get: operations["tickets_my_closed_tickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["edge_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's organisation and what it asks of its staff. */
        get: operations["estate_get_organisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisation/one-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let whoever asks for a change agree to it from now on, or no longer. */
        post: operations["estate_set_one_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organisation/staff-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the staff for a second factor from now on, or no longer. */
        post: operations["estate_set_staff_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/wechat/notify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** WeChat Pay tells us of a payment; it is verified on the body as it came. */
        post: operations["payments_wechat_notify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/receipts/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a receipt is real, by the code printed on it; nobody is named. */
        get: operations["payments_confirm_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and what they may see. */
        get: operations["people_get_session"];
        put?: never;
        post?: never;
        /** Sign out here. */
        delete: operations["people_end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on in another of one's organisations. */
        post: operations["people_switch_organisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out on every device. */
        delete: operations["people_end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/setup/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a set-up link is still good. */
        get: operations["people_check_setup"];
        put?: never;
        /** Make the office and its first administrator. */
        post: operations["people_set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a code. */
        post: operations["people_give_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a sign-in code, if the phone is known; the answer does not say. */
        post: operations["people_ask_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign-in/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with the second factor. */
        post: operations["people_give_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works or worked where the caller reaches. */
        get: operations["people_list_staff"];
        put?: never;
        /** Let somebody work for the office. */
        post: operations["people_add_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/{staff_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody leave: they are signed out at once, for good. */
        post: operations["people_end_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/{staff_id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give somebody these roles instead of those they had. */
        post: operations["people_change_grants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/{staff_id}/reset-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back somebody's second factor: they are signed out, and enrol a new one. */
        post: operations["people_reset_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What these words are probably about. */
        post: operations["tickets_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The office's table of words. */
        get: operations["tickets_list_suggestions"];
        put?: never;
        /** Replace the table of words. */
        post: operations["tickets_replace_suggestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/triggers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every trigger: what it promises, its schedule, its last run and its next. */
        get: operations["edge_list_triggers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AcceptDoubt
         * @description Why it is right so; `digest` is that of the facts that were looked at.
         */
        AcceptDoubt: {
            digest: string;
            reason: string;
        };
        /**
         * Account
         * @description A page of the unit's account and all that stands open.
         */
        Account: {
            next: string | null;
            open_fen: number;
            rows: components["schemas"]["AccountMonth"][];
        };
        /**
         * AccountMonth
         * @description A row of the unit's account.
         */
        AccountMonth: {
            due_on: string;
            items: components["schemas"]["ItemTotal"][];
            open_fen: number;
            overdue: boolean;
            period: string;
            settled_fen: number;
            total_fen: number;
        };
        /**
         * AccuracyView
         * @description What is without an open finding, in hundredths of a percent; null where nothing was looked at yet.
         */
        AccuracyView: {
            of_all: number | null;
            of_people: number | null;
            of_units: number | null;
            people: number;
            people_doubtful: number;
            target: number;
            units: number;
            units_doubtful: number;
        };
        /**
         * AddStaff
         * @description A new member of staff; the id is the client's.
         */
        AddStaff: {
            grants: components["schemas"]["GrantBody"][];
            name: string;
            /** @description mainland mobile, 11 digits */
            phone: string;
            /** @description 26 letters, ULID-shaped */
            staff_id: string;
        };
        /**
         * Agree
         * @description `digest` is that of the preview that was looked at.
         */
        Agree: {
            /** @default  */
            answer: string;
            digest: string;
        };
        /**
         * AlonePage
         * @description A page of what one person asked for and agreed to; `total` is how many there are in all.
         */
        AlonePage: {
            next: string | null;
            rows: components["schemas"]["ApprovalView"][];
            total: number;
        };
        /**
         * Amount
         * @description A sum of a line, with where it comes from.
         */
        Amount: {
            source: components["schemas"]["SourceView"];
            value_fen: number;
        };
        /**
         * ApprovalMoved
         * @description `about` is what the kind says of it.
         */
        ApprovalMoved: {
            about?: Record<string, never>;
            /** @default false */
            alone: boolean;
            /** @default 0 */
            amount_fen: number;
            approval_id: string;
            community_id: string;
            kind: string;
            state: string;
            unit_id: string | null;
        };
        /**
         * ApprovalPage
         * @description An approval with what it would do (`preview`, plain facts of its kind), the money that moves, and its digest.
         *
         *         `deciders` are the names of those who could agree to it, while it waits.
         */
        ApprovalPage: {
            amount_fen: number;
            approval: components["schemas"]["ApprovalView"];
            deciders: string[];
            digest: string;
            preview: Record<string, never>;
        };
        /**
         * ApprovalView
         * @description A change that waits, or was decided, of a unit or of the whole community.
         *
         *         `amount_fen` is the money that moves, as it was last worked out. `is_own`: it waits, and concerns the caller, who
         *         asked or whose unit it is about, so that somebody else must agree to it; `may_withdraw`: the caller asked.
         */
        ApprovalView: {
            alone: boolean;
            amount_fen: number;
            answer: string;
            approval_id: string;
            asked_at: string;
            asked_by_name: string;
            asked_for_name: string;
            community_id: string;
            decided_at: string | null;
            decided_by_name: string;
            files: components["schemas"]["ScanView"][];
            is_own: boolean;
            kind: string;
            may_withdraw: boolean;
            paper: string;
            place: string;
            request: Record<string, never>;
            state: string;
            ticket_id: string | null;
            unit_id: string | null;
            words: string;
        };
        /**
         * AskApprovals
         * @description Of one unit, or of the whole community.
         */
        AskApprovals: {
            /** @default null */
            cursor: string | null;
            /** @default null */
            unit_id: string | null;
        };
        /**
         * AskCheckout
         * @description How the payer gets to the provider: on this phone, or by scanning a code.
         */
        AskCheckout: {
            scene: components["schemas"]["Scene"];
        };
        /**
         * AskCode
         * @description Where a code is to be sent.
         */
        AskCode: {
            /** @description mainland mobile, 11 digits */
            phone: string;
        };
        /**
         * AskDay
         * @description A day, and the day on which we believed what is asked for; today where they are not said.
         */
        AskDay: {
            /** @default null */
            believed_on: string | null;
            /** @default null */
            day: string | null;
        };
        /**
         * AskDoubts
         * @description Which findings: in this state, of one check or of all.
         */
        AskDoubts: {
            /** @default null */
            check: components["schemas"]["Check"] | null;
            /** @default null */
            cursor: string | null;
            /** @default open */
            state: components["schemas"]["State"];
        };
        /**
         * AskFact
         * @description What is right about a unit, the paper that says so, and why; `ticket_id` where the owner asked.
         *
         *         `item_id` is the fee item that a discount is on.
         */
        AskFact: {
            /** @description 26 letters, ULID-shaped */
            approval_id: string;
            /** @default [] */
            files: string[];
            /** @default null */
            item_id: string | null;
            /**
             * @default unit.area
             * @enum {unknown}
             */
            kind: "unit.area" | "unit.discount" | "unit.occupancy" | "unit.payer";
            paper: string;
            stretches: components["schemas"]["StretchBody"][];
            /** @default null */
            ticket_id: string | null;
            words: string;
        };
        /**
         * AskFile
         * @description What is right in somebody's file: what is not named stays, an empty phone or id number is taken away.
         */
        AskFile: {
            /** @description 26 letters, ULID-shaped */
            approval_id: string;
            /** @default [] */
            files: string[];
            /** @default null */
            id_number: string | null;
            /** @default null */
            name: string | null;
            paper: string;
            /** @description 26 letters, ULID-shaped */
            party_id: string;
            /** @default null */
            phone: string | null;
            /** @default null */
            ticket_id: string | null;
            words: string;
        };
        /**
         * AskFindings
         * @description Findings of one severity, or all.
         */
        AskFindings: {
            /** @default null */
            cursor: string | null;
            /** @default null */
            severity: ("error" | "note" | "warning") | null;
        };
        /**
         * AskSuggestion
         * @description The words so far.
         */
        AskSuggestion: {
            words: string;
        };
        /**
         * AskTariff
         * @description A fee item's right prices, the paper that says so, and why.
         */
        AskTariff: {
            /** @description 26 letters, ULID-shaped */
            approval_id: string;
            /** @default [] */
            files: string[];
            paper: string;
            stretches: components["schemas"]["PriceBody"][];
            words: string;
        };
        /**
         * AskTransfer
         * @description Whose a unit is from which day, who leaves with its owners, the paper that says so, and why.
         *
         *         `instead_of` is the approval of a transfer that was wrong: without `to` it is set back, with it entered anew.
         */
        AskTransfer: {
            /** @default [] */
            also_leaving: string[];
            /** @description 26 letters, ULID-shaped */
            approval_id: string;
            /** @default [] */
            files: string[];
            /** @default null */
            from_on: string | null;
            /** @default null */
            instead_of: string | null;
            paper: string;
            /** @default null */
            ticket_id: string | null;
            /** @default null */
            to: components["schemas"]["OwnerBody"] | null;
            words: string;
        };
        /**
         * AskVerified
         * @description Which units of a round: all, or those that are not signed off yet.
         */
        AskVerified: {
            /** @default null */
            cursor: string | null;
            /** @default false */
            waiting_only: boolean;
        };
        /**
         * AskWaiver
         * @description So much off one bill, in fen; below nothing puts back what was waived.
         */
        AskWaiver: {
            amount_fen: number;
            /** @description 26 letters, ULID-shaped */
            approval_id: string;
            /** @default [] */
            files: string[];
            paper: string;
            words: string;
        };
        /**
         * Assign
         * @description Whose it is to do. `instead_of` is who had it when this was decided, "" for nobody; None does not say.
         */
        Assign: {
            /** @default null */
            instead_of: string | null;
            /** @description 26 letters, ULID-shaped */
            worker_id: string;
        };
        /**
         * AssignDoubt
         * @description Whose it is to see to, null for nobody; `instead_of` is who had it when this was decided, null for nobody.
         */
        AssignDoubt: {
            /** @default null */
            instead_of: string | null;
            /** @default null */
            staff_id: string | null;
        };
        /**
         * AttemptView
         * @description Somebody tried.
         */
        AttemptView: {
            at: string;
            by_name: string;
            note: string;
            reached: boolean;
        };
        /**
         * BalanceView
         * @description What a party has prepaid on the unit.
         */
        BalanceView: {
            payer_id: string;
            payer_name: string;
            prepaid_fen: number;
        };
        /**
         * Because
         * @description Why.
         */
        Because: {
            reason: string;
        };
        /**
         * BeginMedia
         * @description A picture, a sound, a film or a paper on its way.
         */
        BeginMedia: {
            file_name: string;
            kind: components["schemas"]["MediaKind"];
            size: number;
            /** @description 26 letters, ULID-shaped */
            upload_id: string;
        };
        /**
         * BeginUpload
         * @description A workbook about to be posted to the store.
         */
        BeginUpload: {
            bytes: number;
            file_name: string;
            /** @enum {unknown} */
            purpose: "workbook";
            /** @description 26 letters, ULID-shaped */
            upload_id: string;
        };
        /**
         * BillView
         * @description One fee item of the month; `right_fen` is what it comes to with its corrections, oldest first.
         */
        BillView: {
            bill_id: string;
            item_id: string;
            item_name: string;
            lines: components["schemas"]["LineView"][];
            notes: components["schemas"]["NoteView"][];
            open_fen: number;
            right_fen: number;
            settled_fen: number;
            total_fen: number;
        };
        /**
         * BuildingView
         * @description How many of a building's units are signed off.
         */
        BuildingView: {
            building: string;
            done: number;
            total: number;
        };
        /** CallbackAnswered */
        CallbackAnswered: {
            callback_id: string;
            reopened: boolean;
            score: number;
            ticket_id: string;
        };
        /** CallbackTried */
        CallbackTried: {
            attempts: number;
            callback_id: string;
            ticket_id: string;
        };
        /**
         * CallbackView
         * @description A call that is owed, or was made.
         */
        CallbackView: {
            attempts: components["schemas"]["AttemptView"][];
            callback_id: string;
            contact_name: string;
            due_at: string;
            kind: string;
            late: boolean;
            next_at: string;
            opened_at: string;
            place: string;
            score: number | null;
            source: string | null;
            state: string;
            suggestion: string;
            summary: string;
            ticket_id: string;
            ticket_number: string;
            unit_id: string | null;
        };
        /**
         * LinkView
         * @description A link that lasts some minutes.
         */
        "chalicelib.approvals.schemas.LinkView": {
            url: string;
        };
        /**
         * RunView
         * @description A run as a pipeline shows it; `started_by` is a name, "" for the trigger.
         *
         *         `approval_id` is the approval that its draft waits for, or waited.
         */
        "chalicelib.billing.schemas.runs.RunView": {
            approval_id: string | null;
            by_trigger: boolean;
            discarded_at: string | null;
            drafted_at: string | null;
            due_on: string;
            period: string;
            previous: components["schemas"]["PreviousRun"] | null;
            progress: components["schemas"]["RunProgress"];
            reason: string | null;
            released_at: string | null;
            released_by: string | null;
            run_id: string;
            skipped: components["schemas"]["Skipped"][];
            started_at: string;
            started_by: string;
            state: string;
            sums: components["schemas"]["RunSums"];
        };
        /**
         * RunView
         * @description The last time that a trigger ran; `did` counts what it did, `error` is the kind of failure of one that failed.
         */
        "chalicelib.edge.routes.RunView": {
            did: {
                [key: string]: number;
            };
            ended_at: string;
            error: string | null;
            started_at: string;
        };
        /**
         * LinkView
         * @description A link that lasts some minutes.
         */
        "chalicelib.payments.schemas.payments.LinkView": {
            url: string;
        };
        /**
         * FileView
         * @description A person's own file.
         */
        "chalicelib.people.schemas.FileView": {
            organisation_name: string;
            person: components["schemas"]["OwnPersonView"];
            units: components["schemas"]["OwnUnitView"][];
        };
        /**
         * PersonView
         * @description Who is signed in.
         */
        "chalicelib.people.schemas.PersonView": {
            id: string;
            name: string;
            phone_masked: string;
        };
        /**
         * FileView
         * @description A file on the timeline.
         */
        "chalicelib.tickets.schemas.views.FileView": {
            content_type: string;
            kind: string;
            media_id: string;
        };
        /**
         * PersonView
         * @description Someone with a relation to the unit; the phone is masked (SEC-01).
         */
        "chalicelib.unitfile.schemas.PersonView": {
            from_on: string | null;
            name: string;
            party_id: string;
            phone_masked: string | null;
            relation: string;
            to_on: string | null;
        };
        /**
         * ChangeGrants
         * @description All that somebody is granted from now on.
         */
        ChangeGrants: {
            grants: components["schemas"]["GrantBody"][];
        };
        /**
         * Check
         * @description Every check, what costs money first.
         * @enum {unknown}
         */
        Check: "area_gap" | "area_missing" | "area_overlap" | "area_unlike_sisters" | "bad_id_number" | "bad_phone" | "duplicate_party" | "missing_phone" | "owner_twice" | "payer_gap" | "payer_missing" | "payer_overlap";
        /**
         * CheckedBy
         * @description How the cashier made sure whose account it is (PAY-03).
         * @enum {unknown}
         */
        CheckedBy: "id_card" | "known" | "phone";
        /**
         * CheckoutView
         * @description Where to go: a link, and the same as a picture to scan where that was asked for.
         */
        CheckoutView: {
            qr_svg: string | null;
            url: string;
        };
        /**
         * CheckView
         * @description A community's check. While it runs, `seen` of `total` units; `moved_at` says when it last went on.
         */
        CheckView: {
            done_at: string | null;
            moved_at: string | null;
            phase: string;
            running: boolean;
            seen: number;
            started_at: string | null;
            total: number;
        };
        /**
         * Classify
         * @description What it is about.
         */
        Classify: {
            kind: components["schemas"]["Kind"];
            priority: components["schemas"]["Priority"];
        };
        /**
         * ClockView
         * @description A promise that runs: from when (for the bar), until when.
         */
        ClockView: {
            due_at: string;
            rule: string;
        };
        /**
         * CodeAsked
         * @description The same for every phone, known or not.
         */
        CodeAsked: {
            expires_in_seconds: number;
            resend_after_seconds: number;
        };
        /**
         * ColleagueView
         * @description Somebody to whom work can be given.
         */
        ColleagueView: {
            name: string;
            roles: string[];
            staff_id: string;
        };
        /**
         * CommunityView
         * @description A community within reach.
         */
        CommunityView: {
            id: string;
            name: string;
        };
        /**
         * ConfirmedView
         * @description What anybody who holds a receipt may know of it.
         */
        ConfirmedView: {
            amount_fen: number;
            book_number: string | null;
            community: string;
            method: string;
            months: string[];
            number: string;
            office: string;
            paid_at: string;
        };
        /**
         * ConfirmImport
         * @description `leave_out_errors` says that rows with errors are meant to be left out.
         */
        ConfirmImport: {
            leave_out_errors: boolean;
        };
        /**
         * CorrectionView
         * @description A correction of a unit and what was posted of it; `approval_id` has who asked and agreed.
         */
        CorrectionView: {
            agreed_at: string;
            approval_id: string;
            credited_fen: number;
            debited_fen: number;
            first: string;
            kept_fen: number;
            kind: string;
            last: string | null;
            notes: number;
            state: string;
        };
        /**
         * Counts
         * @description By kind.
         */
        Counts: {
            buildings: components["schemas"]["CountView"];
            charges: components["schemas"]["CountView"];
            items: components["schemas"]["CountView"];
            parties: components["schemas"]["CountView"];
            units: components["schemas"]["CountView"];
        };
        /**
         * CountView
         * @description How many are new, the same as on file, or otherwise than on file (and left as they are).
         */
        CountView: {
            changed: number;
            new: number;
            same: number;
        };
        /**
         * CreateCommunity
         * @description A new community; its id is the client's.
         */
        CreateCommunity: {
            /** @description 26 letters, ULID-shaped */
            community_id: string;
            name: string;
        };
        /**
         * DirectoryRow
         * @description A unit and who belongs to it today.
         */
        DirectoryRow: {
            building: string;
            holders: string[];
            label: string;
            number: string;
            phone_tails: string[];
            unit_id: string;
        };
        /**
         * DiscardRun
         * @description Why the draft is given up.
         */
        DiscardRun: {
            reason: string;
        };
        /**
         * DiscountOff
         * @description So many percent off, exact text, under a named policy.
         */
        DiscountOff: {
            percent: string;
            policy: string;
            source: components["schemas"]["SourceView"];
        };
        /**
         * Done
         * @description It is done; nothing more to say.
         */
        Done: {
            /** @default true */
            done: boolean;
        };
        /**
         * DoubtView
         * @description A finding. `facts` are plain and of its check; `about` says whose file it is, and a unit leads to it.
         *
         *         `alone`: one person entered what is doubted and said that it is right so.
         */
        DoubtView: {
            about: string;
            accepted_at: string | null;
            accepted_by: string;
            alone: boolean;
            check: string;
            digest: string;
            facts: Record<string, never>;
            finding_id: string;
            fixed_at: string | null;
            found_at: string;
            other_names: string[];
            place: string;
            reason: string;
            state: string;
            subject_id: string;
            subject_name: string;
            unit_id: string;
            worker_id: string | null;
            worker_name: string;
        };
        /**
         * EndStaff
         * @description Why somebody leaves.
         */
        EndStaff: {
            reason: string;
        };
        /**
         * EntryRow
         * @description A journal entry of the unit or its community; `actor` is a name, "" for a job.
         */
        EntryRow: {
            actor: string;
            at: string;
            entry_id: string;
            event: string;
            facts: unknown;
            origin: string;
            reason: string | null;
        };
        /** ExceptionSeenTo */
        ExceptionSeenTo: {
            exception_id: string;
            unit_id: string;
        };
        /**
         * ExceptionView
         * @description Money that came in otherwise than anybody meant it to.
         */
        ExceptionView: {
            amount_fen: number;
            exception_id: string;
            found_at: string;
            handled_at: string | null;
            handled_by: string | null;
            kind: string;
            note: string | null;
            payment_id: string;
            payment_number: string;
            unit_id: string;
            unit_label: string;
        };
        /**
         * FactView
         * @description A dated fact: area, payer, occupancy, fee item or discount on one, with its source.
         *
         *         `value` is a name, a code or an exact decimal; `unit` is m2, yuan_per_m2_month, yuan_per_month, percent or "".
         *         `about_id` is the party that pays or the item charged; `policy` is why something is taken off. It was believed
         *         from `known_on` until the day before `replaced_on` (None: it still is).
         */
        FactView: {
            about_id: string;
            from_on: string | null;
            kind: string;
            known_on: string;
            name: string;
            policy: string;
            replaced_on: string | null;
            source: components["schemas"]["SourceView"];
            to_on: string | null;
            unit: string;
            value: string;
        };
        /**
         * FindingMoved
         * @description What a verb came to; nothing that names anybody. `alone`: one person entered what is doubted and accepted it.
         */
        FindingMoved: {
            /** @default false */
            alone: boolean;
            check: string;
            community_id: string;
            finding_id: string;
            state: string;
            subject_id: string;
            unit_id: string;
        };
        /**
         * FindingTotals
         * @description By severity.
         */
        FindingTotals: {
            errors: number;
            notes: number;
            warnings: number;
        };
        /**
         * FindingView
         * @description One finding: where, and what; the page has the sentence.
         */
        FindingView: {
            code: string;
            column: string | null;
            facts: {
                [key: string]: string | number | boolean | string[] | null;
            };
            row: number | null;
            severity: string;
            sheet: string;
            value: string | null;
        };
        /**
         * FormView
         * @description Where the browser posts the file.
         */
        FormView: {
            fields: {
                [key: string]: string;
            };
            url: string;
        };
        /**
         * GiveTotp
         * @description The authenticator's code of now.
         */
        GiveTotp: {
            /** @description six digits */
            totp_code: string;
        };
        /**
         * GlanceView
         * @description A ticket in the list at home, and in that of one unit at the desk.
         */
        GlanceView: {
            clocks: components["schemas"]["ClockView"][];
            done_at: string | null;
            expected_at: string | null;
            kind: string;
            number: string;
            opened_at: string;
            percent: number;
            place: string;
            priority: string;
            status: string;
            summary: string;
            ticket_id: string;
            worker_name: string;
        };
        /**
         * GrantBody
         * @description A role and where it holds: everywhere, in some communities, or in some buildings of these.
         */
        GrantBody: {
            /** @default null */
            buildings: string[] | null;
            /** @default null */
            communities: string[] | null;
            role: components["schemas"]["Role"];
        };
        /**
         * GrantView
         * @description A role and where it holds; null is everywhere.
         */
        GrantView: {
            buildings: string[] | null;
            communities: string[] | null;
            role: string;
        };
        /**
         * HandleException
         * @description How an exception item was seen to.
         */
        HandleException: {
            note: string;
        };
        /**
         * HandView
         * @description A colleague to whom a finding can be given.
         */
        HandView: {
            name: string;
            staff_id: string;
        };
        /**
         * Health
         * @description Whether the service stands, which version, on what engine.
         */
        Health: {
            engine: string;
            status: string;
            version: string;
        };
        /**
         * HoldUntil
         * @description Why nothing can be done, and until when.
         */
        HoldUntil: {
            reason: string;
            /** Format: date-time */
            until: string;
        };
        /**
         * Home
         * @description The portal's first screen.
         */
        Home: {
            units: components["schemas"]["HomeUnit"][];
        };
        /**
         * HomeUnit
         * @description One of the caller's units and what it owes.
         */
        HomeUnit: {
            community_id: string;
            community_name: string;
            due_on: string | null;
            label: string;
            open_bills: number;
            open_fen: number;
            overdue: boolean;
            period: string | null;
            relation: string;
            unit_id: string;
        };
        /**
         * ImportConfirmed
         * @description It waits for a second person, as this approval.
         */
        ImportConfirmed: {
            approval_id: string;
            errors_left_out: number;
            import_id: string;
        };
        /** ImportDiscarded */
        ImportDiscarded: {
            import_id: string;
        };
        /**
         * ImportProgress
         * @description Rows written, of how many.
         */
        ImportProgress: {
            done: number;
            total: number;
        };
        /** ImportStarted */
        ImportStarted: {
            import_id: string;
        };
        /**
         * ImportView
         * @description An import as its page shows it; `approval_id` is the approval that it waits for, or waited for last.
         */
        ImportView: {
            approval_id: string | null;
            counts: components["schemas"]["Counts"] | null;
            done_at: string | null;
            file_name: string;
            findings: components["schemas"]["FindingTotals"];
            form: string | null;
            import_id: string;
            progress: components["schemas"]["ImportProgress"];
            refusal: components["schemas"]["RefusalView"] | null;
            started_at: string;
            started_by: string;
            state: string;
        };
        /**
         * ItemTotal
         * @description An item's sum in a month.
         */
        ItemTotal: {
            item_id: string;
            item_name: string;
            open_fen: number;
            settled_fen: number;
            total_fen: number;
        };
        /**
         * Kind
         * @description What it is about, as owners would say (TIC-02).
         * @enum {unknown}
         */
        Kind: "cleaning" | "common_area" | "construction" | "enquiry" | "fee" | "flyers" | "neighbour" | "other" | "pets" | "repair" | "security";
        /**
         * LineView
         * @description A line's sentence in parts: quantity × rate × months + surcharge, or a fixed amount × months; less a discount.
         *
         *         Of a part of the month, `days` of `of_days`. The formula `waived` is an amount taken off, or put back.
         *
         *         Of a debit note's line `was_area` and `was_fen` are what was billed before; the amount is what is missing from that.
         */
        LineView: {
            amount_fen: number;
            days: number;
            discount: components["schemas"]["DiscountOff"] | null;
            fixed: components["schemas"]["Amount"] | null;
            formula: string;
            from_on: string;
            months: string;
            of_days: number;
            quantity: components["schemas"]["Quantity"] | null;
            rate: components["schemas"]["Quantity"] | null;
            surcharge: components["schemas"]["Amount"] | null;
            to_on: string;
            was_area: string | null;
            was_fen: number | null;
        };
        /**
         * Link
         * @description A link that works for a quarter of an hour.
         */
        Link: {
            url: string;
        };
        /**
         * MarkDiffering
         * @description A unit's paper says another area (`says`) than that on file (`area`, empty where there is none), in m².
         */
        MarkDiffering: {
            area: string;
            paper: string;
            says: string;
            /** @default  */
            words: string;
        };
        /**
         * MediaKind
         * @enum {unknown}
         */
        MediaKind: "audio" | "pdf" | "photo" | "video";
        /**
         * MediaLink
         * @description A link that lasts some minutes.
         */
        MediaLink: {
            url: string;
        };
        /**
         * MissedView
         * @description A promise that was broken, and the ticket's state and worker now.
         */
        MissedView: {
            kind: string;
            missed_at: string;
            place: string;
            priority: string;
            rule: string;
            status: string;
            summary: string;
            ticket_id: string;
            ticket_number: string;
            worker_id: string | null;
            worker_name: string;
        };
        /**
         * MonthView
         * @description A month in the list of statements.
         */
        MonthView: {
            bills: number;
            due_on: string;
            open_fen: number;
            overdue: boolean;
            period: string;
            total_fen: number;
        };
        /**
         * NamedView
         * @description A thing and what it is called.
         */
        NamedView: {
            id: string;
            name: string;
        };
        /**
         * NewPartyBody
         * @description Somebody who is not on file yet; without a `number` they get the unit's next.
         */
        NewPartyBody: {
            /** @default null */
            id_number: string | null;
            /**
             * @default person
             * @enum {unknown}
             */
            kind: "company" | "person";
            name: string;
            /** @default null */
            number: string | null;
            /** @default null */
            phone: string | null;
        };
        /**
         * NoteView
         * @description A correction of a bill: by how much, when, the lines as they are right; `settled_fen` the bill took itself.
         */
        NoteView: {
            amount_fen: number;
            correction_id: string;
            lines: components["schemas"]["LineView"][];
            note_id: string;
            posted_at: string;
            settled_fen: number;
        };
        /**
         * Nothing
         * @description An empty body.
         */
        Nothing: Record<string, never>;
        /**
         * NotReached
         * @description Nobody answered; when to try again.
         */
        NotReached: {
            /** @default  */
            note: string;
            /** Format: date-time */
            retry_at: string;
        };
        /**
         * OnDayView
         * @description A unit on `day` as it was believed at the end of `believed_on`.
         */
        OnDayView: {
            believed_on: string;
            day: string;
            facts: components["schemas"]["FactView"][];
            people: components["schemas"]["chalicelib.unitfile.schemas.PersonView"][];
        };
        /**
         * OnePersonView
         * @description What holds from now on.
         */
        OnePersonView: {
            one_person: boolean;
        };
        /**
         * OpenBillView
         * @description A bill that can be paid.
         */
        OpenBillView: {
            due_on: string;
            item_id: string;
            item_name: string;
            open_fen: number;
            overdue: boolean;
            payer_id: string;
            payer_name: string;
            period: string;
            total_fen: number;
        };
        /**
         * OpenRound
         * @description Why every unit is compared with its paper; the round's id is the client's.
         */
        OpenRound: {
            reason: string;
            /** @description 26 letters, ULID-shaped */
            round_id: string;
        };
        /** OrderOpened */
        OrderOpened: {
            amount_fen: number;
            order_id: string;
            unit_id: string;
        };
        /**
         * OrderView
         * @description An order as its payer follows it: open, paid, closed; `payment` once it is paid.
         */
        OrderView: {
            amount_fen: number;
            expires_at: string;
            opened_at: string;
            order_id: string;
            payment: components["schemas"]["PaymentView"] | null;
            state: string;
            unit_id: string;
        };
        /**
         * OrganisationView
         * @description The caller's organisation; `staff_totp`: its staff sign in with a second factor.
         *
         *         `one_person`: who asks for a change may agree to it.
         */
        OrganisationView: {
            id: string;
            name: string;
            one_person: boolean;
            staff_totp: boolean;
        };
        /**
         * OwnerBody
         * @description Whose a unit becomes: a party on file, or somebody new.
         */
        OwnerBody: {
            /** @default null */
            new: components["schemas"]["NewPartyBody"] | null;
            /** @default null */
            party_id: string | null;
        };
        /**
         * OwnPersonView
         * @description What the office knows of a person, masked.
         */
        OwnPersonView: {
            id: string;
            id_number_masked: string | null;
            name: string;
            phone_masked: string | null;
        };
        /**
         * OwnUnitView
         * @description One of the person's units.
         */
        OwnUnitView: {
            area_m2: string | null;
            community_name: string;
            from_on: string | null;
            label: string;
            relation: string;
            unit_id: string;
        };
        /**
         * Paged
         * @description The query of a listing: where to go on.
         */
        Paged: {
            /** @default null */
            cursor: string | null;
        };
        /**
         * PaidBy
         * @description Who stood at the desk.
         * @enum {unknown}
         */
        PaidBy: "family" | "other" | "self";
        /**
         * PartBody
         * @description So much of one bill.
         */
        PartBody: {
            /** @description whole fen, 分 */
            amount_fen: number;
            /** @description 26 letters, ULID-shaped */
            item_id: string;
            /** @description a month, 2026-10 */
            period: string;
        };
        /**
         * PartView
         * @description So much of one bill was settled.
         */
        PartView: {
            amount_fen: number;
            item_id: string;
            item_name: string;
            period: string;
        };
        /**
         * PayableView
         * @description The pay page: what is open, what is prepaid.
         */
        PayableView: {
            balances: components["schemas"]["BalanceView"][];
            bills: components["schemas"]["OpenBillView"][];
            community_id: string;
            label: string;
            open_fen: number;
            unit_id: string;
        };
        /**
         * PaymentPosted
         * @description What a payment came to in its first chunk; `waiting` bills are settled by the next.
         */
        PaymentPosted: {
            amount_fen: number;
            /** @default null */
            book_number: string | null;
            /** @default 0 */
            change_fen: number;
            community_id: string;
            number: string;
            payment_id: string;
            prepaid_fen: number;
            settled_fen: number;
            unit_id: string;
            waiting: number;
        };
        /**
         * PaymentView
         * @description A payment: `book_number` is null while the job has not given it yet, and for ever where prepaid money was used.
         *
         *         `waiting` bills are still being settled with it. `by_name` is the cashier's; empty where no person took it.
         */
        PaymentView: {
            amount_fen: number;
            book_number: string | null;
            by_name: string;
            change_fen: number;
            checked_by: string | null;
            has_receipt: boolean;
            method: string;
            number: string;
            paid_at: string;
            paid_by: string | null;
            parts: components["schemas"]["PartView"][];
            payer_name: string;
            payment_id: string;
            prepaid_fen: number;
            received_fen: number | null;
            settled_fen: number;
            surplus_fen: number;
            waiting: number;
        };
        /**
         * PreviousMonth
         * @description The month before, to compare with.
         */
        PreviousMonth: {
            items: components["schemas"]["ItemTotal"][];
            period: string;
            total_fen: number;
        };
        /**
         * PreviousRun
         * @description The released figures of the month before: nothing for a run that only adds to a released month.
         */
        PreviousRun: {
            billed_fen: number;
            items: components["schemas"]["RunItem"][];
            period: string;
            units: number;
        };
        /**
         * PriceBody
         * @description A month's price from a day to a day: by area (1001) in yuan per m², or fixed (2002) in fen.
         */
        PriceBody: {
            /** @default 0 */
            fixed_fen: number;
            /** @enum {unknown} */
            formula: "1001" | "2002";
            from_on: string;
            /** @default null */
            rate: string | null;
            /** @default 0 */
            surcharge_fen: number;
            /** @default null */
            to_on: string | null;
        };
        /**
         * PricedItem
         * @description A fee item with its prices, oldest first.
         */
        PricedItem: {
            item_id: string;
            name: string;
            number: string;
            tariffs: components["schemas"]["PriceView"][];
        };
        /**
         * PriceView
         * @description A price from a day to a day: `rate` in yuan per m² and month, exact text; sums in fen.
         *
         *         Believed from `known_on` until the day before `replaced_on` (None: still). `broken`: why nothing is billed by it.
         */
        PriceView: {
            approval_id: string | null;
            broken: string | null;
            fixed_fen: number;
            formula: string;
            from_on: string | null;
            holds_today: boolean;
            known_on: string;
            rate: string | null;
            replaced_on: string | null;
            source: components["schemas"]["SourceView"];
            surcharge_fen: number;
            to_on: string | null;
        };
        /**
         * Priority
         * @enum {unknown}
         */
        Priority: "emergency" | "high" | "low" | "normal";
        /**
         * Problem
         * @description What a refused request gets: a stable code, its facts; the page has the sentence.
         */
        Problem: {
            code: string;
            facts: {
                [key: string]: string | number | boolean | string[] | null;
            };
            request_id: string;
            status: number;
            title: string;
        };
        /**
         * Progress
         * @description So far it is.
         */
        Progress: {
            /** @default null */
            expected_at: string | null;
            /** @default [] */
            files: string[];
            percent: number;
            /** @default  */
            words: string;
        };
        /**
         * ProofView
         * @description One fee item of the month, proved line by line.
         */
        ProofView: {
            holds: boolean;
            item_id: string;
            item_name: string;
            lines: components["schemas"]["ProvedLineView"][];
            right_fen: number;
            total_fen: number;
        };
        /**
         * ProvedLineView
         * @description A line with what its inputs give when they are computed again; of a note where `correction_id` stands.
         */
        ProvedLineView: {
            computed_fen: number;
            correction_id: string | null;
            holds: boolean;
            line: components["schemas"]["LineView"];
        };
        /**
         * Quantity
         * @description A number of a line, with where it comes from; exact decimal text.
         */
        Quantity: {
            source: components["schemas"]["SourceView"];
            unit: string;
            value: string;
        };
        /**
         * RefusalView
         * @description Why the file cannot be read.
         */
        RefusalView: {
            code: string;
            facts: {
                [key: string]: string | number | boolean | string[] | null;
            };
        };
        /**
         * Refuse
         * @description Why not.
         */
        Refuse: {
            reason: string;
        };
        /**
         * Reply
         * @description Words to the owner, or a note that stays in the office.
         */
        Reply: {
            /** @default true */
            shown: boolean;
            words: string;
        };
        /**
         * Report
         * @description What an owner reports: pictures first, then words; the ticket's id is the client's.
         */
        Report: {
            /** @default [] */
            files: string[];
            /** @description 26 letters, ULID-shaped */
            ticket_id: string;
            words: string;
        };
        /**
         * ResetFactor
         * @description Why somebody's second factor is taken back.
         */
        ResetFactor: {
            reason: string;
        };
        /**
         * Role
         * @enum {unknown}
         */
        Role: "admin" | "auditor" | "committee" | "complaint_handler" | "crew" | "desk" | "finance" | "gate_guard" | "manager" | "owner" | "regional_manager" | "steward" | "supervisor" | "system" | "tenant";
        /**
         * RoundMoved
         * @description How far a round is; `units` are how many this verb signed off, `alone` that one person entered and signed.
         */
        RoundMoved: {
            /** @default false */
            alone: boolean;
            community_id: string;
            differing: number;
            done: number;
            round_id: string;
            state: string;
            total: number;
            units: number;
        };
        /**
         * RoundView
         * @description A round; `correction_id` where a correction that moved money opened it.
         *
         *         `alone` counts the units whose area one person entered and signed off.
         */
        RoundView: {
            alone: number;
            buildings: components["schemas"]["BuildingView"][];
            closed_at: string | null;
            correction_id: string | null;
            differing: number;
            done: number;
            opened_at: string;
            opened_by: string;
            reason: string;
            round_id: string;
            state: string;
            total: number;
        };
        /**
         * Rows[ApprovalView]
         * @description A page of a listing.
         */
        Rows_ApprovalView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["ApprovalView"][];
        };
        /**
         * Rows[CallbackView]
         * @description A page of a listing.
         */
        Rows_CallbackView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["CallbackView"][];
        };
        /**
         * Rows[ColleagueView]
         * @description A page of a listing.
         */
        Rows_ColleagueView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["ColleagueView"][];
        };
        /**
         * Rows[CommunityView]
         * @description A page of a listing.
         */
        Rows_CommunityView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["CommunityView"][];
        };
        /**
         * Rows[CorrectionView]
         * @description A page of a listing.
         */
        Rows_CorrectionView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["CorrectionView"][];
        };
        /**
         * Rows[DirectoryRow]
         * @description A page of a listing.
         */
        Rows_DirectoryRow_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["DirectoryRow"][];
        };
        /**
         * Rows[DoubtView]
         * @description A page of a listing.
         */
        Rows_DoubtView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["DoubtView"][];
        };
        /**
         * Rows[EntryRow]
         * @description A page of a listing.
         */
        Rows_EntryRow_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["EntryRow"][];
        };
        /**
         * Rows[ExceptionView]
         * @description A page of a listing.
         */
        Rows_ExceptionView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["ExceptionView"][];
        };
        /**
         * Rows[FindingView]
         * @description A page of a listing.
         */
        Rows_FindingView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["FindingView"][];
        };
        /**
         * Rows[GlanceView]
         * @description A page of a listing.
         */
        Rows_GlanceView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["GlanceView"][];
        };
        /**
         * Rows[HandView]
         * @description A page of a listing.
         */
        Rows_HandView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["HandView"][];
        };
        /**
         * Rows[ImportView]
         * @description A page of a listing.
         */
        Rows_ImportView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["ImportView"][];
        };
        /**
         * Rows[MissedView]
         * @description A page of a listing.
         */
        Rows_MissedView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["MissedView"][];
        };
        /**
         * Rows[MonthView]
         * @description A page of a listing.
         */
        Rows_MonthView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["MonthView"][];
        };
        /**
         * Rows[PaymentView]
         * @description A page of a listing.
         */
        Rows_PaymentView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["PaymentView"][];
        };
        /**
         * Rows[PricedItem]
         * @description A page of a listing.
         */
        Rows_PricedItem_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["PricedItem"][];
        };
        /**
         * Rows[RoundView]
         * @description A page of a listing.
         */
        Rows_RoundView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["RoundView"][];
        };
        /**
         * Rows[RunUnit]
         * @description A page of a listing.
         */
        Rows_RunUnit_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["RunUnit"][];
        };
        /**
         * Rows[RunView]
         * @description A page of a listing.
         */
        Rows_RunView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["chalicelib.billing.schemas.runs.RunView"][];
        };
        /**
         * Rows[SkippedUnit]
         * @description A page of a listing.
         */
        Rows_SkippedUnit_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["SkippedUnit"][];
        };
        /**
         * Rows[StaffView]
         * @description A page of a listing.
         */
        Rows_StaffView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["StaffView"][];
        };
        /**
         * Rows[StepView]
         * @description A page of a listing.
         */
        Rows_StepView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["StepView"][];
        };
        /**
         * Rows[SuggestionView]
         * @description A page of a listing.
         */
        Rows_SuggestionView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["SuggestionView"][];
        };
        /**
         * Rows[TicketView]
         * @description A page of a listing.
         */
        Rows_TicketView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["TicketView"][];
        };
        /**
         * Rows[TriggerView]
         * @description A page of a listing.
         */
        Rows_TriggerView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["TriggerView"][];
        };
        /**
         * Rows[VerifiedView]
         * @description A page of a listing.
         */
        Rows_VerifiedView_: {
            /** @default null */
            next: string | null;
            rows: components["schemas"]["VerifiedView"][];
        };
        /** RunDiscarded */
        RunDiscarded: {
            period: string;
            run_id: string;
        };
        /**
         * RunItem
         * @description What one item came to.
         */
        RunItem: {
            amount_fen: number;
            bills: number;
            item_id: string;
            item_name: string;
        };
        /**
         * RunProgress
         * @description Units looked at, of how many.
         */
        RunProgress: {
            done: number;
            total: number;
        };
        /** RunStarted */
        RunStarted: {
            period: string;
            run_id: string;
        };
        /**
         * RunSums
         * @description The figures of a run.
         */
        RunSums: {
            billed_fen: number;
            bills: number;
            items: components["schemas"]["RunItem"][];
            lines: number;
            units: number;
        };
        /**
         * RunUnit
         * @description A billed unit of the run.
         */
        RunUnit: {
            bills: components["schemas"]["RunUnitBill"][];
            label: string;
            payer_name: string;
            total_fen: number;
            unit_id: string;
        };
        /**
         * RunUnitBill
         * @description An item's sum for a unit in the run.
         */
        RunUnitBill: {
            item_id: string;
            item_name: string;
            total_fen: number;
        };
        /**
         * ScanView
         * @description A scan of the paper.
         */
        ScanView: {
            content_type: string;
            kind: string;
            media_id: string;
        };
        /**
         * Scene
         * @description How the payer gets to the provider: a link on the phone, or a code on a screen to be scanned.
         * @enum {unknown}
         */
        Scene: "h5" | "native";
        /**
         * Scored
         * @description How the owner found it, from 1 to 5, and what they suggest.
         */
        Scored: {
            score: number;
            /** @default  */
            suggestion: string;
        };
        /**
         * Seen
         * @description A unit and the area that was looked at, in m².
         */
        Seen: {
            area: string;
            /** @description 26 letters, ULID-shaped */
            unit_id: string;
        };
        /**
         * SessionView
         * @description What the page needs to know of who is signed in: faces to show, permissions, communities, today in Shanghai.
         */
        SessionView: {
            communities: components["schemas"]["NamedView"][];
            faces: string[];
            local: boolean;
            may: string[];
            organisation: components["schemas"]["NamedView"];
            organisations: components["schemas"]["NamedView"][];
            person: components["schemas"]["chalicelib.people.schemas.PersonView"];
            roles: string[];
            today: string;
        };
        /**
         * SetOnePerson
         * @description Whether the office has nobody who could be a second person.
         */
        SetOnePerson: {
            on: boolean;
        };
        /**
         * SetStaffTotp
         * @description Whether staff sign in with a second factor.
         */
        SetStaffTotp: {
            on: boolean;
        };
        /**
         * SetUp
         * @description What an office begins with.
         */
        SetUp: {
            admin_name: string;
            /** @description mainland mobile, 11 digits */
            admin_phone: string;
            community_name: string;
            organisation_name: string;
        };
        /**
         * SetUpLink
         * @description The link can make an office.
         */
        SetUpLink: {
            valid: boolean;
        };
        /**
         * SignIn
         * @description A phone and the code that it received.
         */
        SignIn: {
            /** @description six digits */
            code: string;
            /** @description mainland mobile, 11 digits */
            phone: string;
        };
        /**
         * SignInView
         * @description How far sign-in came; to enrol a second factor, its otpauth URI and a picture of it.
         */
        SignInView: {
            /** @enum {unknown} */
            state: "signed_in" | "totp_enrol" | "totp_needed";
            /** @default null */
            totp_svg: string | null;
            /** @default null */
            totp_uri: string | null;
        };
        /**
         * SignOff
         * @description The papers of these units say what is on file.
         */
        SignOff: {
            paper: string;
            units: components["schemas"]["Seen"][];
        };
        /**
         * SignView
         * @description What was said of a unit; `says` is the paper's area where it says otherwise than the one on file then.
         *
         *         `alone`: whoever signed had entered the area.
         */
        SignView: {
            alone: boolean;
            area: string;
            at: string;
            by_name: string;
            paper: string;
            says: string;
            words: string;
        };
        /**
         * Skipped
         * @description Units not billed for one reason.
         */
        Skipped: {
            reason: string;
            units: number;
        };
        /**
         * SkippedUnit
         * @description A unit that was not billed, and why.
         */
        SkippedUnit: {
            facts: {
                [key: string]: string | number | boolean | string[] | null;
            };
            label: string;
            reason: string;
            unit_id: string;
        };
        /**
         * SourceView
         * @description Where a number comes from: the paper, who recorded it, who approved it, since when it holds.
         */
        SourceView: {
            approved_by: string | null;
            entered_by: string;
            entered_on: string;
            paper: string;
            since_on: string | null;
        };
        /**
         * StaffChanged
         * @description Who was added or changed.
         */
        StaffChanged: {
            staff_id: string;
        };
        /**
         * StaffTotpView
         * @description What holds from now on.
         */
        StaffTotpView: {
            staff_totp: boolean;
        };
        /**
         * StaffView
         * @description A member of staff; `active` until they leave.
         */
        StaffView: {
            active: boolean;
            grants: components["schemas"]["GrantView"][];
            name: string;
            phone_masked: string;
            staff_id: string;
        };
        /**
         * StandingView
         * @description How right the files are, and how many findings of each check are open (null: more than are counted).
         */
        StandingView: {
            accuracy: components["schemas"]["AccuracyView"];
            check: components["schemas"]["CheckView"];
            counts: {
                [key: string]: number;
            } | null;
        };
        /**
         * StartImport
         * @description Read an uploaded workbook; the import's id is the client's.
         */
        StartImport: {
            /** @description 26 letters, ULID-shaped */
            import_id: string;
            /** @description 26 letters, ULID-shaped */
            upload_id: string;
        };
        /**
         * StartOrder
         * @description What is to be paid online; the order's id is the client's.
         */
        StartOrder: {
            /** @description 26 letters, ULID-shaped */
            order_id: string;
            parts: components["schemas"]["PartBody"][];
            /**
             * @description whole fen, 分
             * @default 0
             */
            prepay_fen: number;
        };
        /**
         * StartRun
         * @description A new run; its id is the client's.
         */
        StartRun: {
            /** @description a month, 2026-10 */
            period: string;
            /** @description 26 letters, ULID-shaped */
            run_id: string;
        };
        /**
         * State
         * @enum {unknown}
         */
        State: "accepted" | "fixed" | "open";
        /**
         * StatementProof
         * @description A month, proved.
         */
        StatementProof: {
            bills: components["schemas"]["ProofView"][];
            holds: boolean;
            period: string;
            unit_id: string;
        };
        /**
         * StatementView
         * @description A month's bills of one unit.
         */
        StatementView: {
            bills: components["schemas"]["BillView"][];
            due_on: string;
            open_fen: number;
            overdue: boolean;
            payer_name: string;
            period: string;
            previous: components["schemas"]["PreviousMonth"] | null;
            released_at: string | null;
            total_fen: number;
            unit: components["schemas"]["UnitName"];
        };
        /**
         * StepView
         * @description A step of the timeline; `by_name` is empty where a job did it.
         */
        StepView: {
            at: string;
            by_name: string;
            event: string;
            files: components["schemas"]["chalicelib.tickets.schemas.views.FileView"][];
            n: number;
            percent: number | null;
            score: number | null;
            shown: boolean;
            words: string;
        };
        /**
         * StretchBody
         * @description One value of the asked kind, exact, from a day to a day (both included); without an end it holds on.
         *
         *         `area` in m² · `party_id` who pays · `occupancy` · `percent` off, under a `policy`.
         */
        StretchBody: {
            /** @default null */
            area: string | null;
            from_on: string;
            /** @default null */
            occupancy: ("let" | "lived_in" | "renovating" | "vacant") | null;
            /** @default null */
            party_id: string | null;
            /** @default null */
            percent: string | null;
            /** @default null */
            policy: string | null;
            /** @default null */
            to_on: string | null;
        };
        /**
         * SuggestedView
         * @description What a report is probably about.
         */
        SuggestedView: {
            kind: string;
            priority: string;
        };
        /**
         * SuggestionBody
         * @description Any of the words suggests the kind and the priority.
         */
        SuggestionBody: {
            kind: components["schemas"]["Kind"];
            priority: components["schemas"]["Priority"];
            words: string[];
        };
        /** SuggestionsChanged */
        SuggestionsChanged: {
            rules: number;
        };
        /**
         * SuggestionTable
         * @description The whole table, in its order; `was` is the one that whoever edited it had read.
         */
        SuggestionTable: {
            rules: components["schemas"]["SuggestionBody"][];
            /** @default null */
            was: components["schemas"]["SuggestionBody"][] | null;
        };
        /**
         * SuggestionView
         * @description A row of the table.
         */
        SuggestionView: {
            kind: string;
            priority: string;
            words: string[];
        };
        /**
         * SwitchOrganisation
         * @description Where to go on.
         */
        SwitchOrganisation: {
            /** @description 26 letters, ULID-shaped */
            organisation_id: string;
        };
        /**
         * TakeCash
         * @description What the cashier takes and notes; the payment's id is the client's.
         */
        TakeCash: {
            checked_by: components["schemas"]["CheckedBy"];
            paid_by: components["schemas"]["PaidBy"];
            parts: components["schemas"]["PartBody"][];
            /** @description 26 letters, ULID-shaped */
            payment_id: string;
            /**
             * @description whole fen, 分
             * @default 0
             */
            prepay_fen: number;
            /** @description whole fen, 分 */
            received_fen: number;
        };
        /**
         * Taken
         * @description What a provider is told when its notification was taken.
         */
        Taken: {
            code: string;
        };
        /**
         * TakeReport
         * @description What the desk takes down; kind and priority are suggested where it says none.
         */
        TakeReport: {
            /** @default null */
            contact_id: string | null;
            /** @default [] */
            files: string[];
            /** @default null */
            kind: components["schemas"]["Kind"] | null;
            /** @default null */
            priority: components["schemas"]["Priority"] | null;
            /** @description 26 letters, ULID-shaped */
            ticket_id: string;
            /** @description 26 letters, ULID-shaped */
            unit_id: string;
            words: string;
        };
        /**
         * TicketMoved
         * @description What a verb came to: enough to rebuild the answer, and nothing that names anybody.
         */
        TicketMoved: {
            community_id: string;
            kind: string;
            number: string;
            percent: number;
            priority: string;
            status: string;
            ticket_id: string;
            unit_id: string | null;
        };
        /**
         * TicketView
         * @description A ticket in a list or as the head of its page.
         */
        TicketView: {
            clocks: components["schemas"]["ClockView"][];
            closed_at: string | null;
            community_id: string;
            done_at: string | null;
            expected_at: string | null;
            hold_reason: string | null;
            hold_until: string | null;
            kind: string;
            late: string[];
            number: string;
            opened_at: string;
            percent: number;
            place: string;
            priority: string;
            promised_at: string | null;
            reopened: number;
            status: string;
            summary: string;
            ticket_id: string;
            unit_id: string | null;
            worker_id: string | null;
            worker_name: string;
        };
        /**
         * TriggerView
         * @description A scheduled job: what it promises, when it runs (Shanghai time; only what its kind of schedule has is given).
         */
        TriggerView: {
            day: number | null;
            every_minutes: number | null;
            hour: number | null;
            last: components["schemas"]["chalicelib.edge.routes.RunView"] | null;
            minute: number | null;
            name: string;
            next_at: string;
            promise: string;
        };
        /**
         * UndoView
         * @description What sets a correction back: the kind, and the request to be asked for; its `stretches` may be empty.
         */
        UndoView: {
            kind: string;
            request: Record<string, never>;
        };
        /**
         * UnitName
         * @description A unit as a heading.
         */
        UnitName: {
            community_name: string;
            label: string;
            unit_id: string;
        };
        /**
         * UnitPage
         * @description A unit with its people and its facts over time.
         */
        UnitPage: {
            facts: components["schemas"]["FactView"][];
            people: components["schemas"]["chalicelib.unitfile.schemas.PersonView"][];
            unit: components["schemas"]["UnitView"];
        };
        /**
         * UnitView
         * @description The unit itself; `area_m2` is today's, exact decimal text.
         */
        UnitView: {
            area_m2: string | null;
            building: string;
            entrance: string;
            floor: string;
            kind: string;
            label: string;
            number: string;
            unit_id: string;
        };
        /**
         * UploadFormView
         * @description Where to post the file: multipart/form-data, these fields first, `file` last.
         */
        UploadFormView: {
            fields: {
                [key: string]: string;
            };
            url: string;
        };
        /**
         * UsePrepaid
         * @description Whose prepayment is to settle their open bills.
         */
        UsePrepaid: {
            /** @description 26 letters, ULID-shaped */
            payer_id: string;
        };
        /**
         * VerifiedView
         * @description A unit of a round: its area on file (m², empty where there is none) with its source, and what was said of it.
         *
         *         `is_own`: the caller entered that area, so that somebody else signs it off.
         */
        VerifiedView: {
            area: string;
            building: string;
            is_done: boolean;
            is_own: boolean;
            label: string;
            sign: components["schemas"]["SignView"] | null;
            source: components["schemas"]["SourceView"] | null;
            unit_id: string;
        };
        /**
         * Worked
         * @description What was seen or done, with pictures.
         */
        Worked: {
            /** @default [] */
            files: string[];
            /** @default  */
            words: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    estate_list_communities: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_CommunityView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estate_create_community: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCommunity"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_list_approvals: {
        parameters: {
            query?: {
                cursor?: string | null;
                unit_id?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ApprovalView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_get_approval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: string;
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_approve: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                approval_id: string;
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Agree"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_approval_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: string;
                community_id: string;
                media_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["chalicelib.approvals.schemas.LinkView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_refuse: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                approval_id: string;
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refuse"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_withdraw: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                approval_id: string;
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_list_lone_approvals: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlonePage"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_list_decided_approvals: {
        parameters: {
            query?: {
                cursor?: string | null;
                unit_id?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ApprovalView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_list_broken_promises: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_MissedView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callbacks_list_callbacks: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_CallbackView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callbacks_answer_callback: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                callback_id: string;
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Scored"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackAnswered"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callbacks_try_callback: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                callback_id: string;
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotReached"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackTried"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callbacks_list_done_callbacks: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_CallbackView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_list_colleagues: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ColleagueView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_list_directory: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_DirectoryRow_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_list_exceptions: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ExceptionView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_handle_exception: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                exception_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandleException"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExceptionSeenTo"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_list_imports: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ImportView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_start_import: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartImport"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportStarted"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_confirm_import: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                import_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmImport"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportConfirmed"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_discard_import: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDiscarded"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_list_findings: {
        parameters: {
            query?: {
                cursor?: string | null;
                severity?: ("error" | "note" | "warning") | null;
            };
            header?: never;
            path: {
                community_id: string;
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_FindingView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_import_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_ask_tariff: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                item_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskTariff"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_undo_tariff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change_id: string;
                community_id: string;
                item_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_begin_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginMedia"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_list_prices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_PricedItem_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_get_quality: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_check_quality: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_list_quality_colleagues: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_HandView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_list_doubts: {
        parameters: {
            query?: {
                check?: components["schemas"]["Check"] | null;
                cursor?: string | null;
                state?: components["schemas"]["State"];
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_DoubtView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_accept_doubt: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptDoubt"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_assign_doubt: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignDoubt"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_reopen_doubt: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                finding_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_list_rounds: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_RoundView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_open_round: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenRound"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_sign_off: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                round_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignOff"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_list_verified: {
        parameters: {
            query?: {
                cursor?: string | null;
                waiting_only?: boolean;
            };
            header?: never;
            path: {
                community_id: string;
                round_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_VerifiedView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quality_mark_differing: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                round_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkDiffering"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_list_runs: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_RunView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_start_run: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartRun"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunStarted"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["chalicelib.billing.schemas.runs.RunView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_discard_run: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardRun"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDiscarded"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_list_skipped: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_SkippedUnit_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_list_run_units: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_RunUnit_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_list_tickets: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_TicketView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_take_report: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeReport"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_get_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_accept: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_arrive: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Worked"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_assign: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assign"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_classify: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Classify"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_ticket_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                media_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaLink"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_finish: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Worked"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_hold: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldUntil"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_progress: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Progress"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_reject: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Because"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_reply: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reply"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_resume: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_ticket_steps: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_StepView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_list_closed_tickets: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_TicketView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unitfile_unit_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitPage"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_unit_account: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_list_corrections: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_CorrectionView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_ask_correction: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFact"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_undo_correction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                correction_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unitfile_unit_on_day: {
        parameters: {
            query?: {
                believed_on?: string | null;
                day?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnDayView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unitfile_unit_journal: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_EntryRow_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_ask_file: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFile"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_payable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayableView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_list_payments: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_PaymentView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_take_cash: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeCash"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPosted"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_get_payment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                payment_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_print_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                payment_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["chalicelib.payments.schemas.payments.LinkView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_use_prepaid: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsePrepaid"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPosted"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_unit_statement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                period: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_ask_waiver: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                item_id: string;
                period: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskWaiver"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_unit_statement_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
                period: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementProof"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_list_unit_tickets: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_GlanceView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_ask_transfer: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                community_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskTransfer"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_begin_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                community_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginUpload"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadFormView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edge_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_own_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["chalicelib.people.schemas.FileView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_home: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_my_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskSuggestion"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestedView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_my_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_my_ticket_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                media_id: string;
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaLink"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callbacks_score_my_ticket: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Scored"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackAnswered"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_my_ticket_steps: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_StepView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_begin_my_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginMedia"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_start_order: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartOrder"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderOpened"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_get_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_checkout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskCheckout"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_my_payable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayableView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_my_payments: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_PaymentView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_my_payment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_my_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["chalicelib.payments.schemas.payments.LinkView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_use_my_prepaid: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsePrepaid"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPosted"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_my_statements: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_MonthView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_my_statement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    billing_my_statement_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                period: string;
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementProof"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_my_tickets: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_GlanceView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_report: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Report"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketMoved"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_my_closed_tickets: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_GlanceView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edge_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estate_get_organisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estate_set_one_person: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetOnePerson"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnePersonView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estate_set_staff_totp: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetStaffTotp"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffTotpView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_wechat_notify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_confirm_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_end_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_switch_organisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchOrganisation"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_end_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_check_setup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetUpLink"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_set_up: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUp"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_give_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_ask_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskCode"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeAsked"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_give_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveTotp"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_list_staff: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_StaffView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_add_staff: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddStaff"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffChanged"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_end_staff: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                staff_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndStaff"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffChanged"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_change_grants: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                staff_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeGrants"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffChanged"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people_reset_factor: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                staff_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetFactor"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffChanged"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskSuggestion"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestedView"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_list_suggestions: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_SuggestionView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tickets_replace_suggestions: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestionTable"];
            };
        };
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionsChanged"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edge_list_triggers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_TriggerView_"];
                };
            };
            /** @description refused; nothing was changed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
