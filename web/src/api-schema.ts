// Made from docs/api/openapi.json; UPDATE_GOLDEN=1 npm test -- openapi writes it.
export interface paths {
    "/api/v1/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Development only: moves the clock and fires what falls due on the way */
        post: operations["MeController_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cycles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All cycles of the organisation, newest first */
        get: operations["CyclesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cycles/{cycle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One cycle, by id or short name, with its stages and phases */
        get: operations["CyclesController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cycles/{cycle}/awards.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Approved awards of a settled reward of the people within reach, the same bytes each time */
        get: operations["AwardsController_awards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cycles/{cycle}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Distinct people by phase, stage and state, as of now */
        get: operations["CyclesController_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cycles/{cycle}/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the people of a cycle can be filtered by, with how many there are of each */
        get: operations["CyclesController_facets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cycles/{cycle}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What failed and holds somebody within reach, oldest first */
        get: operations["IncidentsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cycles/{cycle}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people behind a number: same filter, same total */
        get: operations["CyclesController_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries again what failed, with a reason that is kept */
        post: operations["IncidentsController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, with their granted roles */
        get: operations["MeController_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/participants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person in one cycle: where, why, and what comes next */
        get: operations["ParticipantsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/participants/{id}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An act of the owner of the cycle: skip, close, reopen, extend, reassign; with a reason */
        post: operations["ParticipantsController_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/participants/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that happened, newest first */
        get: operations["ParticipantsController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/participants/{id}/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mail about this person, with its delivery */
        get: operations["ParticipantsController_mails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My open tasks, due first */
        get: operations["TasksController_mine"];
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
        /** @enum {string} */
        Phase: "notStarted" | "planning" | "monitoring" | "developing" | "review" | "calibration" | "release" | "appeal" | "reward" | "closed";
        /** @enum {string} */
        StageState: "waiting" | "choosing" | "confirming" | "working" | "late" | "locked" | "approving" | "acknowledging" | "overriding" | "done" | "skipped" | "missing";
        Someone: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        PhaseCount: {
            id: components["schemas"]["Phase"];
            name: string;
            people: number;
            late: number;
            held: number;
        };
        StageCount: {
            id: string;
            name: string;
            phase: components["schemas"]["Phase"];
            /** @description Who acts here, in words of the cycle */
            doer: string;
            people: number;
            late: number;
            held: number;
            /** @description People by state of this stage */
            states: {
                [key: string]: number;
            };
        };
        Counts: {
            /** Format: date-time */
            asOf: string;
            /** @description Changes whenever a count may have changed */
            rev: string;
            all: {
                people: number;
                late: number;
                held: number;
            };
            phases: components["schemas"]["PhaseCount"][];
            stages: components["schemas"]["StageCount"][];
        };
        CycleLine: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
            /** @enum {string} */
            status: "planned" | "running" | "closed";
            /** Format: date */
            startsOn: string;
            /** Format: date-time */
            launchedAt: string;
            version: {
                /** Format: uuid */
                id: string;
                number: number;
                hash: string;
                definition: string;
            };
            people: number;
            closed: number;
        };
        CycleList: {
            items: components["schemas"]["CycleLine"][];
        };
        CycleDetail: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
            /** @enum {string} */
            status: "planned" | "running" | "closed";
            /** Format: date */
            startsOn: string;
            /** Format: date-time */
            launchedAt: string;
            version: {
                /** Format: uuid */
                id: string;
                number: number;
                hash: string;
                definition: string;
            };
            stages: {
                id: string;
                name: string;
                phase: components["schemas"]["Phase"];
            }[];
            phases: {
                id: components["schemas"]["Phase"];
                name: string;
            }[];
            /** @description Who could not be placed at launch; empty for those who see a part of the people */
            leftOut: {
                number: string;
                name: string;
                reasons: string[];
            }[];
        };
        Facets: {
            departments: {
                id: string;
                name: string;
                people: number;
            }[];
            managers: {
                id: string;
                name: string;
                people: number;
            }[];
        };
        PersonLine: {
            /**
             * Format: uuid
             * @description The participant
             */
            id: string;
            /** Format: uuid */
            employeeId: string;
            /** @description Employee number */
            externalId: string;
            name: string;
            title: string | null;
            department: string | null;
            phase: components["schemas"]["Phase"];
            status: string;
            stages: {
                id: string;
                name: string;
                state: components["schemas"]["StageState"];
                late: boolean;
            }[];
            /** @description Whoever has the oldest open task */
            waitsFor: {
                /** Format: uuid */
                id: string;
                name: string;
                /** Format: date-time */
                since: string;
                days: number;
            } | null;
            dueOn: string | null;
            lateDays: number | null;
        };
        PeopleAnswer: {
            items: components["schemas"]["PersonLine"][];
            total: number;
            next: string | null;
            /** Format: date-time */
            asOf: string;
        };
        TextPlace: {
            path: string;
            line: number;
            text: string;
        };
        Sentence: {
            /** @enum {string} */
            about: "opened" | "waits" | "due" | "calendar" | "doer" | "rule" | "exception" | "state" | "rating";
            text: string;
            place: components["schemas"]["TextPlace"] | null;
        };
        Upcoming: {
            /** Format: date-time */
            at: string;
            /** Format: date */
            on: string;
            stage: string;
            stageName: string;
            text: string;
            place: components["schemas"]["TextPlace"] | null;
        };
        StageWhy: {
            stage: string;
            name: string;
            state: components["schemas"]["StageState"];
            round: number;
            openedAt: string | null;
            dueOn: string | null;
            dueAt: string | null;
            closedAt: string | null;
            lateDays: number | null;
            with: {
                /** Format: uuid */
                id: string;
                name: string;
                /** Format: date-time */
                since: string;
                days: number;
            }[];
            sentences: components["schemas"]["Sentence"][];
            ifNobodyActs: components["schemas"]["Upcoming"][];
        };
        TaskLine: {
            /** Format: uuid */
            id: string;
            stage: string;
            stageName: string;
            kind: string;
            what: string;
            assignee: components["schemas"]["Someone"];
            /** Format: date-time */
            openedAt: string;
            dueOn: string | null;
            late: boolean;
        };
        ParticipantAnswer: {
            /** Format: uuid */
            id: string;
            /** @description Number of events so far; also the ETag */
            version: number;
            cycle: {
                /** Format: uuid */
                id: string;
                name: string;
                slug: string;
                versionNumber: number;
                hash: string;
            };
            person: {
                /** Format: uuid */
                id: string;
                number: string;
                name: string;
                title: string | null;
                department: string | null;
                country: string | null;
                timeZone: string;
                manager: components["schemas"]["Someone"] | null;
            };
            status: string;
            phase: components["schemas"]["Phase"];
            phaseName: string;
            outcome: string | null;
            stages: components["schemas"]["StageWhy"][];
            upcoming: components["schemas"]["Upcoming"][];
            tasks: components["schemas"]["TaskLine"][];
            incident: {
                /** Format: uuid */
                id: string;
                error: string;
                message: string;
                /** Format: date-time */
                at: string;
                attempts: number;
            } | null;
            mails: number;
            /** Format: date-time */
            asOf: string;
        };
        HistoryEntry: {
            seq: number;
            /** Format: date-time */
            at: string;
            event: string;
            stage: string | null;
            stageName: string | null;
            text: string;
            by: components["schemas"]["Someone"] | null;
            actingFor: components["schemas"]["Someone"] | null;
            reason: string | null;
        };
        HistoryAnswer: {
            items: components["schemas"]["HistoryEntry"][];
            next: string | null;
            total: number;
        };
        MailsAnswer: {
            items: {
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                at: string;
                to: string;
                subject: string;
                status: string;
                reason: string;
            }[];
        };
        MyTask: {
            /** Format: uuid */
            id: string;
            /** @description What to do, the verb first */
            title: string;
            kind: string;
            stage: string;
            cycle: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description Whose case it is; null for a calibration session */
            about: components["schemas"]["Someone"] | null;
            /** Format: date-time */
            openedAt: string;
            dueOn: string | null;
            /** @description The end of that day where the task is done */
            dueAt: string | null;
            late: boolean;
            /** @description A draft exists */
            begun: boolean;
            /** @description Where it is done */
            page: string;
        };
        MyTasks: {
            items: components["schemas"]["MyTask"][];
            total: number;
            next: string | null;
            /** Format: date-time */
            asOf: string;
        };
        Me: {
            /** Format: uuid */
            id: string;
            name: string;
            roles: string[];
            /** @description Whether lists and counts of people are open to them */
            mayReadCycles: boolean;
            development: {
                /** Format: date-time */
                clock: string;
                moved: boolean;
                mayMove: boolean;
                mail: string;
            } | null;
        };
        ClockMove: {
            /** @description How far, such as 12h, 10d or 2w */
            by: string;
        };
        ClockAnswer: {
            /** Format: date-time */
            clock: string;
            fired: number;
        };
        OwnerAct: {
            reason: string;
            act: {
                /** @constant */
                type: "SKIP";
                stage: string;
            } | {
                /** @constant */
                type: "CLOSE_AS_MISSING";
                stage: string;
            } | {
                /** @constant */
                type: "REOPEN";
                stage: string;
            } | {
                /** @constant */
                type: "EXTEND";
                stage: string;
                /** Format: date */
                to: string;
            } | {
                /** @constant */
                type: "REASSIGN";
                stage: string;
                /** Format: uuid */
                from: string;
                /** Format: uuid */
                to: string;
            };
        };
        ActAnswer: {
            /** Format: uuid */
            participant: string;
            version: number;
            /** Format: date-time */
            at: string;
            replayed: boolean;
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            code: string;
            requestId: string;
            errors?: {
                field: string;
                message: string;
            }[];
            /** @description Events that are possible now */
            possible?: string[];
            /** @description The version in force, where another one was expected */
            version?: number;
        };
        IncidentLine: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            participant: string;
            person: {
                number: string;
                name: string;
            };
            error: string;
            /** @description The first line of the error */
            message: string;
            attempts: number;
            /** Format: date-time */
            firstAt: string;
            /** Format: date-time */
            lastAt: string;
        };
        IncidentList: {
            items: components["schemas"]["IncidentLine"][];
        };
        IncidentRetry: {
            reason: string;
        };
        IncidentRetried: {
            /** Format: uuid */
            id: string;
            /**
             * @description failed: the person stays held
             * @enum {string}
             */
            result: "done" | "failed";
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
    MeController_move: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 200 signs, unique for each act */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How far, such as 12h, 10d or 2w */
                    by: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockAnswer"];
                };
            };
            /** @description A problem */
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
    CyclesController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CycleList"];
                };
            };
            /** @description A problem */
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
    CyclesController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cycle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CycleDetail"];
                };
            };
            /** @description A problem */
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
    AwardsController_awards: {
        parameters: {
            query: {
                /** @description Id of a reward of the cycle */
                reward: string;
            };
            header?: never;
            path: {
                cycle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A problem */
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
    CyclesController_counts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cycle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Counts"];
                };
            };
            /** @description A problem */
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
    CyclesController_facets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cycle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Facets"];
                };
            };
            /** @description A problem */
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
    IncidentsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                cycle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentList"];
                };
            };
            /** @description A problem */
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
    CyclesController_people: {
        parameters: {
            query?: {
                phase?: "notStarted" | "planning" | "monitoring" | "developing" | "review" | "calibration" | "release" | "appeal" | "reward" | "closed";
                stage?: string;
                state?: "waiting" | "choosing" | "confirming" | "working" | "late" | "locked" | "approving" | "acknowledging" | "overriding" | "done" | "skipped" | "missing";
                late?: "1";
                held?: "1";
                department?: string;
                manager?: string;
                q?: string;
                sort?: "name" | "due";
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                cycle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleAnswer"];
                };
            };
            /** @description A problem */
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
    IncidentsController_retry: {
        parameters: {
            query?: never;
            header: {
                /** @description 8 to 200 signs, unique for each act */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentRetried"];
                };
            };
            /** @description A problem */
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
    MeController_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A problem */
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
    ParticipantsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantAnswer"];
                };
            };
            /** @description A problem */
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
    ParticipantsController_act: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that the caller saw; 412 when it changed */
                "If-Match": string;
                /** @description 8 to 200 signs, unique for each act */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    act: {
                        /** @enum {string} */
                        type: "SKIP";
                        stage: string;
                    } | {
                        /** @enum {string} */
                        type: "CLOSE_AS_MISSING";
                        stage: string;
                    } | {
                        /** @enum {string} */
                        type: "REOPEN";
                        stage: string;
                    } | {
                        /** @enum {string} */
                        type: "EXTEND";
                        stage: string;
                        /** Format: date */
                        to: string;
                    } | {
                        /** @enum {string} */
                        type: "REASSIGN";
                        stage: string;
                        /** Format: uuid */
                        from: string;
                        /** Format: uuid */
                        to: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActAnswer"];
                };
            };
            /** @description A problem */
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
    ParticipantsController_history: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryAnswer"];
                };
            };
            /** @description A problem */
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
    ParticipantsController_mails: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailsAnswer"];
                };
            };
            /** @description A problem */
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
    TasksController_mine: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyTasks"];
                };
            };
            /** @description A problem */
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
