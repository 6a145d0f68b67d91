import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import type { MemberView, PersonView } from "../../client/model/mod.ts";
import type { UserId } from "../../protocol/ids.ts";
import { PresenceKnown } from "./presence_known.ts";
import { MembersPanel } from "../chat/members_panel.tsx";
import { PersonList } from "../sidebar/person_list.tsx";

const ada = {
  id: "00000000-0000-4000-8000-000000000001" as UserId,
  uid: "ada",
  fullName: "Ada Example",
  presence: "online",
  identity: "pinned",
  isSelf: false,
} as const;
const person: PersonView = {
  ...ada,
  directoryName: "Ada Example",
  unread: 0,
  mentions: 0,
  notify: "all",
};
const member: MemberView = { ...ada, role: "member" };

function drawn(known: boolean): string {
  return render(
    <PresenceKnown.Provider value={known}>
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
    </PresenceKnown.Provider>,
  );
}

Deno.test("while the server is in touch, the lists say and draw who is online", () => {
  assert.equal(drawn(true).match(/presence--online/g)?.length, 2);
  assert.match(drawn(true), /@ada · Online/);
  assert.match(drawn(true), /, online/);
});

Deno.test("without a connection nobody's presence is drawn or said", () => {
  assert.doesNotMatch(drawn(false), /presence--|[Oo]nline/);
  assert.match(drawn(false), /Ada Example/);
});
