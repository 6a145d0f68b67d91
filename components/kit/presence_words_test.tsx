import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import type { MemberView, PersonView, PresenceView } from "../../client/model/mod.ts";
import type { UserId } from "../../protocol/ids.ts";
import { MembersPanel } from "../chat/members_panel.tsx";
import { PersonList } from "../sidebar/person_list.tsx";

const ada = {
  id: "00000000-0000-4000-8000-000000000001" as UserId,
  uid: "ada",
  fullName: "Ada Example",
  identity: "pinned",
  isSelf: false,
} as const;

function drawn(presence: PresenceView): string {
  const person: PersonView = {
    ...ada,
    presence,
    directoryName: "Ada Example",
    unread: 0,
    mentions: 0,
    notify: "all",
  };
  const member: MemberView = { ...ada, presence, role: "member" };
  return render(
    <>
      <PersonList people={[person]} shared={new Set()} currentId={undefined} onOpen={() => {}}>
        {null}
      </PersonList>
      <MembersPanel
        members={[member]}
        everybody={[]}
        onRemove={undefined}
        onCompare={() => {}}
        onClose={() => {}}
      />
    </>,
  );
}

Deno.test("while the server is in touch, the lists say and draw who is online", () => {
  assert.equal(drawn("online").match(/presence--online/g)?.length, 2);
  assert.match(drawn("online"), /@ada · Online/);
  assert.match(drawn("online"), /, online/);
});

Deno.test("whoever is away is drawn away in every list, and not offline", () => {
  assert.equal(drawn("away").match(/presence--away/g)?.length, 2);
  assert.doesNotMatch(drawn("away"), /presence--offline/);
});

Deno.test("presence that is not known is neither drawn nor said", () => {
  assert.doesNotMatch(drawn("unknown"), /presence--|[Oo]nline|[Oo]ffline|[Aa]way/);
  assert.match(drawn("unknown"), /Ada Example/);
});
