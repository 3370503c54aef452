<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About MSP Desktop</source>
        <translation>MSP Desktop 정보</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>프로그램의 구성 요소</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>A study app for courses of questions and answers. It works offline, and everything you write stays in one file on this computer.</source>
        <translation>질문과 답변으로 된 과정을 공부하는 프로그램입니다. 인터넷 없이 쓰며, 적은 것은 모두 이 컴퓨터의 파일 하나에 남습니다.</translation>
    </message>
    <message>
        <source>It is free software under the MIT licence. Inside are also the parts below, each under a licence of its own; choose one to read it, and where its source is.</source>
        <translation>MIT 라이선스를 따르는 자유 소프트웨어입니다. 아래의 구성 요소도 들어 있으며 저마다 라이선스가 있습니다. 하나를 고르면 라이선스 전문과 소스가 있는 곳을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>버전 복사</translation>
    </message>
    <message>
        <source>The list of parts cannot be read: the installation is damaged.</source>
        <translation>구성 요소 목록을 읽을 수 없습니다. 설치가 손상되었습니다.</translation>
    </message>
    <message>
        <source>Libraries inside mmdr and nh3</source>
        <translation>mmdr와 nh3에 들어 있는 라이브러리</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>라이선스: {licence}</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>소스: {address}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
</context>
<context>
    <name>AdoptDialog</name>
    <message>
        <source>Adopt notes from another edition</source>
        <translation>다른 판의 메모 가져오기</translation>
    </message>
    <message>
        <source>Courses with notes</source>
        <translation>메모가 있는 과정</translation>
    </message>
    <message>
        <source>Adopt</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>다른 파일…</translation>
    </message>
    <message>
        <source>Looking for courses with notes…</source>
        <translation>메모가 있는 과정을 찾는 중…</translation>
    </message>
    <message>
        <source>The other course keeps everything. What comes is a copy; it can be undone.</source>
        <translation>다른 과정에 쓴 것은 그대로 남고 사본을 가져옵니다. 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>There is no other course in which anything is written. Choose another edition&apos;s file if it was renamed.</source>
        <translation>무언가 써 둔 다른 과정이 없습니다. 파일 이름이 바뀌었다면 다른 판의 파일을 고르세요.</translation>
    </message>
    <message>
        <source>Comparing the questions…</source>
        <translation>질문을 비교하는 중…</translation>
    </message>
    <message>
        <source>The course cannot be read at present.</source>
        <translation>지금은 이 과정을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Written in it: {numbers}.</source>
        <translation>써 둔 것: {numbers}.</translation>
    </message>
    <message>
        <source>Of its {questions} questions, {same} are in the open course, too.</source>
        <translation>질문 {questions}개 가운데 {same}개가 열려 있는 과정에도 있습니다.</translation>
    </message>
    <message>
        <source>Notes and marks that find their question: {number}.</source>
        <translation>질문을 찾아가는 메모와 표시 {number}개.</translation>
    </message>
    <message>
        <source>To be decided on afterwards: {number}.</source>
        <translation>나중에 결정할 표시 {number}개.</translation>
    </message>
    <message>
        <source>Another edition&apos;s file</source>
        <translation>다른 판의 파일</translation>
    </message>
    <message>
        <source>Nothing is written in that course that could be brought here.</source>
        <translation>그 과정에는 가져올 것이 없습니다.</translation>
    </message>
</context>
<context>
    <name>Adopting</name>
    <message>
        <source>Adopting notes</source>
        <translation>메모 가져오기</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>결정하기…</translation>
    </message>
    <message>
        <source>Put marks back as before</source>
        <translation>표시를 옮기기 전으로 되돌리기</translation>
    </message>
    <message>
        <source>There was nothing in “{title}” that is not here already.</source>
        <translation>“{title}”에 새로 가져올 것이 없습니다.</translation>
    </message>
    <message>
        <source>From “{title}” came: {numbers}.</source>
        <translation>“{title}”에서 가져왔습니다: {numbers}.</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>courses {number}</source>
        <translation>과정 {number}개</translation>
    </message>
    <message>
        <source>notes {number}</source>
        <translation>메모 {number}개</translation>
    </message>
    <message>
        <source>highlights {number}</source>
        <translation>형광펜 {number}개</translation>
    </message>
    <message>
        <source>bookmarks {number}</source>
        <translation>북마크 {number}개</translation>
    </message>
    <message>
        <source>tags {number}</source>
        <translation>태그 {number}개</translation>
    </message>
    <message>
        <source>pins {number}</source>
        <translation>핀 {number}개</translation>
    </message>
    <message>
        <source>reviews {number}</source>
        <translation>복습 {number}회</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>Attending</name>
    <message>
        <source>Safe mode: default settings, no caches, no formulas or links on diagrams. What you write is saved as always; how the window looks is not remembered.</source>
        <translation>안전 모드입니다. 기본 설정으로 시작했고 캐시, 수식, 그림의 링크를 쓰지 않습니다. 적은 것은 평소처럼 저장되며, 창의 모양은 기억하지 않습니다.</translation>
    </message>
    <message>
        <source>safe mode</source>
        <translation>안전 모드</translation>
    </message>
    <message>
        <source>The program ended unexpectedly the last time. Whatever was shown as saved is on the disk. If it happens again, starting it with --safe-mode may help.</source>
        <translation>지난번에 프로그램이 갑자기 끝났습니다. 저장되었다고 표시된 것은 모두 디스크에 있습니다. 다시 일어나면 --safe-mode로 시작해 보세요.</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>보고서…</translation>
    </message>
</context>
<context>
    <name>ByHand</name>
    <message>
        <source>Select the words that the highlight “{quote}” belongs on.</source>
        <translation>형광펜 “{quote}”을(를) 붙일 글을 선택하세요.</translation>
    </message>
    <message>
        <source>Attach to what is selected</source>
        <translation>선택한 글에 붙이기</translation>
    </message>
</context>
<context>
    <name>Care</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>{section}, open</source>
        <translation>{section}, 펼침</translation>
    </message>
    <message>
        <source>{section}, closed</source>
        <translation>{section}, 접힘</translation>
    </message>
    <message>
        <source>To be decided</source>
        <translation>결정할 표시</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>수정</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새 질문</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>없어짐</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Kept without a place</source>
        <translation>자리 없이 둔 표시</translation>
    </message>
    <message>
        <source>{number} edited</source>
        <translation>{number}개 수정</translation>
    </message>
    <message>
        <source>{number} moved</source>
        <translation>{number}개 이동</translation>
    </message>
    <message>
        <source>{number} new</source>
        <translation>{number}개 새로 생김</translation>
    </message>
    <message>
        <source>{number} gone</source>
        <translation>{number}개 없어짐</translation>
    </message>
    <message>
        <source>This course has changed. Questions: {numbers}.</source>
        <translation>이 과정이 바뀌었습니다. 질문 {numbers}.</translation>
    </message>
    <message>
        <source>Marks to be decided on: {number}.</source>
        <translation>결정할 표시 {number}개.</translation>
    </message>
    <message>
        <source>{course}, compared with how it was on {day}</source>
        <translation>{course} — {day}에 읽은 것과 비교</translation>
    </message>
    <message>
        <source>Questions: {numbers}</source>
        <translation>질문 {numbers}</translation>
    </message>
    <message>
        <source>Notes and marks that went along with their questions: {number}.</source>
        <translation>질문을 따라 함께 옮겨진 메모와 표시 {number}개.</translation>
    </message>
    <message>
        <source>was in {chapter}</source>
        <translation>{chapter}에 있었습니다</translation>
    </message>
    <message>
        <source>{chapter} (was in {former})</source>
        <translation>{chapter} ({former}에서 옮겨 옴)</translation>
    </message>
    <message>
        <source>{chapter} (elsewhere in the chapter)</source>
        <translation>{chapter} (장 안에서 자리가 바뀜)</translation>
    </message>
    <message>
        <source>The answer&apos;s words are the same.</source>
        <translation>답변의 글은 그대로입니다.</translation>
    </message>
    <message>
        <source>The words are the same.</source>
        <translation>글은 그대로입니다.</translation>
    </message>
    <message>
        <source>Was: {title}</source>
        <translation>이전: {title}</translation>
    </message>
    <message>
        <source>Removed: {words}.</source>
        <translation>뺀 말: {words}.</translation>
    </message>
    <message>
        <source>Added: {words}.</source>
        <translation>넣은 말: {words}.</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>형광펜</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>북마크</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>{share} alike</source>
        <translation>{share} 비슷함</translation>
    </message>
</context>
<context>
    <name>ChangesPane</name>
    <message>
        <source>Looking at what has changed…</source>
        <translation>무엇이 바뀌었는지 살펴보는 중…</translation>
    </message>
    <message>
        <source>Nothing has changed since this course was read last. When its file is edited, this page says what became of each question.</source>
        <translation>지난번에 읽은 뒤로 바뀐 것이 없습니다. 과정 파일이 수정되면 질문마다 무엇이 달라졌는지 여기에 나옵니다.</translation>
    </message>
</context>
<context>
    <name>ColourDot</name>
    <message>
        <source>Yellow</source>
        <translation>노란색</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>초록색</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>파란색</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>분홍색</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>보라색</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>선택됨</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Recent courses</source>
        <translation>최근 과정</translation>
    </message>
    <message>
        <source>The questions are</source>
        <translation>질문의 모양</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>파일 열기…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Reload the course</source>
        <translation>과정 새로 고침</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>변경 내용</translation>
    </message>
    <message>
        <source>Adopt notes from another edition…</source>
        <translation>다른 판의 메모 가져오기…</translation>
    </message>
    <message>
        <source>Open the bundled course</source>
        <translation>기본 제공 과정 열기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Search the course</source>
        <translation>과정 검색</translation>
    </message>
    <message>
        <source>Find in this page</source>
        <translation>이 페이지에서 찾기</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>다음 찾기</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>이전 찾기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>앞으로</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>다음 질문</translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation>이전 질문</translation>
    </message>
    <message>
        <source>Next chapter</source>
        <translation>다음 장</translation>
    </message>
    <message>
        <source>Previous chapter</source>
        <translation>이전 장</translation>
    </message>
    <message>
        <source>Bookmark this question</source>
        <translation>이 질문 북마크</translation>
    </message>
    <message>
        <source>Write a note on this question</source>
        <translation>이 질문에 메모 쓰기</translation>
    </message>
    <message>
        <source>Write a note on the picture</source>
        <translation>그림에 메모 쓰기</translation>
    </message>
    <message>
        <source>Show on the diagram</source>
        <translation>그림에서 보기</translation>
    </message>
    <message>
        <source>Add a pin to the picture</source>
        <translation>그림에 핀 추가</translation>
    </message>
    <message>
        <source>Cover and recall</source>
        <translation>가리고 떠올리기</translation>
    </message>
    <message>
        <source>Past reviews…</source>
        <translation>지난 복습…</translation>
    </message>
    <message>
        <source>Save pins as the picture&apos;s map</source>
        <translation>핀을 그림의 지도로 저장</translation>
    </message>
    <message>
        <source>Highlight what is selected</source>
        <translation>선택한 부분 형광펜 표시</translation>
    </message>
    <message>
        <source>Highlight in yellow</source>
        <translation>노란색으로 표시</translation>
    </message>
    <message>
        <source>Highlight in green</source>
        <translation>초록색으로 표시</translation>
    </message>
    <message>
        <source>Highlight in blue</source>
        <translation>파란색으로 표시</translation>
    </message>
    <message>
        <source>Highlight in pink</source>
        <translation>분홍색으로 표시</translation>
    </message>
    <message>
        <source>Highlight in purple</source>
        <translation>보라색으로 표시</translation>
    </message>
    <message>
        <source>Next highlight</source>
        <translation>다음 형광펜</translation>
    </message>
    <message>
        <source>Previous highlight</source>
        <translation>이전 형광펜</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>기본 글자 크기</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>움직임 줄이기</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Diagram on the full screen</source>
        <translation>그림을 전체 화면으로</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>백업에서 복원…</translation>
    </message>
    <message>
        <source>Export notes and highlights…</source>
        <translation>메모와 형광펜 내보내기…</translation>
    </message>
    <message>
        <source>Study sheet…</source>
        <translation>학습지…</translation>
    </message>
    <message>
        <source>Export study capsule…</source>
        <translation>학습 캡슐 내보내기…</translation>
    </message>
    <message>
        <source>Import study capsule…</source>
        <translation>학습 캡슐 가져오기…</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>데이터 폴더 열기</translation>
    </message>
    <message>
        <source>Save a diagnostic report…</source>
        <translation>진단 보고서 저장…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>About MSP Desktop</source>
        <translation>MSP Desktop 정보</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>목차</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>{pane} in its own window</source>
        <translation>{pane} 창 분리</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>시스템 설정대로</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Highlight in</source>
        <translation>형광펜 색</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Take it elsewhere</source>
        <translation>내보내기와 가져오기</translation>
    </message>
</context>
<context>
    <name>ContentsModel</name>
    <message>
        <source>Preface</source>
        <translation>머리말</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>질문 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Diagram: {title}</source>
        <translation>그림: {title}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>bookmarked</source>
        <translation>북마크 있음</translation>
    </message>
    <message>
        <source>has a note</source>
        <translation>메모 있음</translation>
    </message>
</context>
<context>
    <name>CopyButtons</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>코드 복사</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>An error in the program</source>
        <translation>프로그램 오류</translation>
    </message>
    <message>
        <source>Something went wrong in the program itself.</source>
        <translation>프로그램 자체에서 문제가 생겼습니다.</translation>
    </message>
    <message>
        <source>You can go on. If something looks odd, quit and start again. The report says where in the program it happened; nothing of your notes or of the course is in it.</source>
        <translation>계속할 수 있습니다. 이상해 보이면 끝내고 다시 시작하세요. 보고서에는 프로그램의 어디에서 일어났는지만 있고, 메모나 과정의 내용은 없습니다.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>Copy the notes</source>
        <translation>메모 복사</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>Attaching a mark</source>
        <translation>표시 붙이기</translation>
    </message>
    <message>
        <source>Keeping a mark without a place</source>
        <translation>표시를 자리 없이 두기</translation>
    </message>
    <message>
        <source>Deleting a mark</source>
        <translation>표시 삭제</translation>
    </message>
</context>
<context>
    <name>DecisionRow</name>
    <message>
        <source>Words that were marked: {words}</source>
        <translation>표시했던 말: {words}</translation>
    </message>
    <message>
        <source>Its answer was: {words}</source>
        <translation>이전 답변: {words}</translation>
    </message>
    <message>
        <source>It may belong here:</source>
        <translation>여기에 붙일 수 있습니다:</translation>
    </message>
    <message>
        <source>No place was found that it is likely to belong to.</source>
        <translation>어울리는 자리를 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Look at “{title}”</source>
        <translation>“{title}” 보기</translation>
    </message>
    <message>
        <source>Attach here</source>
        <translation>여기에 붙이기</translation>
    </message>
    <message>
        <source>Attach to “{title}”</source>
        <translation>“{title}”에 붙이기</translation>
    </message>
    <message>
        <source>Select by hand…</source>
        <translation>직접 고르기…</translation>
    </message>
    <message>
        <source>Keep without a place</source>
        <translation>자리 없이 두기</translation>
    </message>
    <message>
        <source>It stays in the list of notes, with its words, for ever.</source>
        <translation>메모 목록에 그 말과 함께 계속 남습니다.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>DiagramHeader</name>
    <message>
        <source>Choose another diagram</source>
        <translation>다른 그림 선택</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>확대/축소</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>그림 전체 보기</translation>
    </message>
    <message>
        <source>Add a pin to the picture</source>
        <translation>그림에 핀 추가</translation>
    </message>
    <message>
        <source>Cover and recall</source>
        <translation>가리고 떠올리기</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>More about this picture</source>
        <translation>이 그림 더 보기</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>너비 맞춤</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>200 %</source>
        <translation>200 %</translation>
    </message>
</context>
<context>
    <name>DiagramPane</name>
    <message>
        <source>Diagram</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>그림 복사</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>다른 이름으로 그림 저장…</translation>
    </message>
    <message>
        <source>Print picture…</source>
        <translation>그림 인쇄…</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>너비 맞춤</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Stop the animation</source>
        <translation>움직임 멈추기</translation>
    </message>
    <message>
        <source>Play the animation</source>
        <translation>움직임 재생</translation>
    </message>
    <message>
        <source>Overview of large pictures</source>
        <translation>큰 그림의 전체 보기</translation>
    </message>
    <message>
        <source>Pictures of the course</source>
        <translation>과정의 그림</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>In its own window</source>
        <translation>별도 창으로</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open a course</source>
        <translation>과정 열기</translation>
    </message>
    <message>
        <source>Courses ({patterns})</source>
        <translation>과정({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open a course folder</source>
        <translation>과정 폴더 열기</translation>
    </message>
    <message>
        <source>Where is {picture}?</source>
        <translation>그림 파일 찾기: {picture}</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>그림 ({patterns})</translation>
    </message>
    <message>
        <source>No course has been opened yet</source>
        <translation>아직 연 과정이 없습니다</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Your last changes are not on disk yet.</source>
        <translation>마지막으로 변경한 내용이 아직 디스크에 저장되지 않았습니다.</translation>
    </message>
    <message>
        <source>They are kept while this window is open. Leave it open until they can be saved, or copy your notes and paste them somewhere else.</source>
        <translation>이 창이 열려 있는 동안에는 내용이 남아 있습니다. 저장될 때까지 창을 열어 두거나, 메모를 복사해 다른 곳에 붙여 넣으세요.</translation>
    </message>
    <message>
        <source>Keep the window open</source>
        <translation>창 열어 두기</translation>
    </message>
    <message>
        <source>Copy the notes and close</source>
        <translation>메모 복사 후 닫기</translation>
    </message>
</context>
<context>
    <name>Drawn</name>
    <message>
        <source>Drawings are not installed</source>
        <translation>그리는 도구가 설치되어 있지 않습니다</translation>
    </message>
    <message>
        <source>Not drawn: too long</source>
        <translation>그리지 않음: 너무 깁니다</translation>
    </message>
    <message>
        <source>Not drawn: nested too deeply</source>
        <translation>그리지 않음: 너무 깊이 겹쳐 있습니다</translation>
    </message>
    <message>
        <source>Not drawn: too large</source>
        <translation>그리지 않음: 너무 큽니다</translation>
    </message>
    <message>
        <source>Not drawn: it took too long</source>
        <translation>그리지 않음: 시간이 너무 오래 걸립니다</translation>
    </message>
    <message>
        <source>Not drawn</source>
        <translation>그리지 않음</translation>
    </message>
    <message>
        <source>Not drawn: not understood</source>
        <translation>그리지 않음: 읽을 수 없습니다</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Format:</source>
        <translation>형식:</translation>
    </message>
    <message>
        <source>Questions:</source>
        <translation>질문:</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>모든 질문</translation>
    </message>
    <message>
        <source>Those of this chapter</source>
        <translation>이 장의 질문</translation>
    </message>
    <message>
        <source>Bookmarked ones</source>
        <translation>북마크한 질문</translation>
    </message>
    <message>
        <source>Those that something is written on</source>
        <translation>적은 것이 있는 질문</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Filter by tag</source>
        <translation>태그로 거르기</translation>
    </message>
    <message>
        <source>All tags</source>
        <translation>모든 태그</translation>
    </message>
    <message>
        <source>This chapter</source>
        <translation>이 장</translation>
    </message>
    <message>
        <source>Only this chapter</source>
        <translation>이 장만</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this page</source>
        <translation>이 페이지에서 찾기</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>이전 결과</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>다음 결과</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>결과 없음</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Data folder</source>
        <translation>데이터 폴더</translation>
    </message>
    <message>
        <source>No file manager answered. The folder with your data is:</source>
        <translation>파일 관리자가 열리지 않았습니다. 데이터가 있는 폴더는 다음과 같습니다.</translation>
    </message>
    <message>
        <source>This folder is not there now. It would be:</source>
        <translation>지금은 폴더가 없습니다. 다음 자리에 만들어집니다.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>Your notes and marks stay where they were before this course changed.</source>
        <translation>메모와 표시는 과정이 바뀌기 전 자리에 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Move them along</source>
        <translation>함께 옮기기</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>변경 내용</translation>
    </message>
    <message>
        <source>Put marks back as before</source>
        <translation>표시를 옮기기 전으로 되돌리기</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Diagram</source>
        <translation>그림</translation>
    </message>
</context>
<context>
    <name>HighlightBar</name>
    <message>
        <source>Highlight</source>
        <translation>형광펜</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>메모 편집</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
</context>
<context>
    <name>Highlighting</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Undo: {step}</source>
        <translation>실행 취소: {step}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Redo: {step}</source>
        <translation>다시 실행: {step}</translation>
    </message>
</context>
<context>
    <name>HitModel</name>
    <message>
        <source>Chapter</source>
        <translation>장</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답변</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
</context>
<context>
    <name>HitPopup</name>
    <message>
        <source>Search results</source>
        <translation>검색 결과</translation>
    </message>
    <message>
        <source>Nothing found for “{query}”</source>
        <translation>“{query}” 검색 결과가 없습니다</translation>
    </message>
    <message>
        <source>All words must be in one question with its answer and note. Try fewer words, or only the beginning of a word.</source>
        <translation>한 질문과 그 답변, 메모 안에 모든 단어가 있어야 합니다. 단어를 줄이거나 초성만 입력해 보세요(ㄷㅋ&#xa0;→&#xa0;도커).</translation>
    </message>
</context>
<context>
    <name>Inset</name>
    <message>
        <source>Overview</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Overview: click or drag to go there</source>
        <translation>전체 보기: 누르거나 끌면 그곳으로 갑니다</translation>
    </message>
</context>
<context>
    <name>LineBox</name>
    <message>
        <source>Search questions, answers and notes</source>
        <translation>질문 · 답변 · 메모 검색 (초성 가능)</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색어 지우기</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>Picture: {path}</source>
        <translation>그림: {path}</translation>
    </message>
    <message>
        <source>Not part of this course: {path}</source>
        <translation>이 과정에 들어 있지 않음: {path}</translation>
    </message>
    <message>
        <source>Not shown here: {path}</source>
        <translation>여기에서 볼 수 없음: {path}</translation>
    </message>
    <message>
        <source>Not there: {path}</source>
        <translation>없는 파일: {path}</translation>
    </message>
    <message>
        <source>{path}, which has no heading “{name}”</source>
        <translation>{path} (“{name}” 제목 없음)</translation>
    </message>
    <message>
        <source>This link is not opened: {path}</source>
        <translation>이 링크는 열지 않습니다: {path}</translation>
    </message>
    <message>
        <source>No address</source>
        <translation>주소 없음</translation>
    </message>
    <message>
        <source>{path} has no heading “{name}”.</source>
        <translation>{path}에 “{name}” 제목이 없습니다.</translation>
    </message>
    <message>
        <source>The link leads to {path}, and there is no such file.</source>
        <translation>링크가 가리키는 {path} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>{path} is not part of the course that is open.</source>
        <translation>{path} 파일은 지금 열려 있는 과정에 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>{path} is not opened: it is neither text nor picture, and a course may come from anybody. It is in {folder}.</source>
        <translation>{path} 파일은 글이나 그림이 아니어서 열지 않습니다. 과정은 누구나 만들 수 있기 때문입니다. 파일은 {folder} 폴더에 있습니다.</translation>
    </message>
    <message>
        <source>This link is not opened: only the web, mail and what is in the course’s folder are. It says {path}</source>
        <translation>이 링크는 열지 않습니다. 웹과 메일 주소, 과정 폴더 안에 있는 것만 엽니다. 링크의 주소: {path}</translation>
    </message>
    <message>
        <source>This link has no address.</source>
        <translation>주소가 없는 링크입니다.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>그 밖에 {count}개</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Next place with questions</source>
        <translation>질문이 있는 다음 곳</translation>
    </message>
    <message>
        <source>Previous place with questions</source>
        <translation>질문이 있는 이전 곳</translation>
    </message>
    <message>
        <source>1 question</source>
        <translation>질문 1개</translation>
    </message>
    <message>
        <source>{count} questions</source>
        <translation>질문 {count}개</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{count}곳 중 {place}번째</translation>
    </message>
    <message>
        <source>{count} places lead to questions: N and P go through them, Enter opens</source>
        <translation>질문으로 이어지는 곳이 {count}개 있습니다. N과 P로 옮겨 다니고 Enter로 엽니다</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>Highlight</source>
        <translation>형광펜</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>형광펜</translation>
    </message>
    <message>
        <source>Colour of a highlight</source>
        <translation>형광펜 색 바꾸기</translation>
    </message>
    <message>
        <source>Ends of a highlight</source>
        <translation>형광펜 범위 바꾸기</translation>
    </message>
    <message>
        <source>Removal of a highlight</source>
        <translation>형광펜 지우기</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>북마크</translation>
    </message>
    <message>
        <source>Removal of a bookmark</source>
        <translation>북마크 해제</translation>
    </message>
    <message>
        <source>Label of a bookmark</source>
        <translation>북마크 이름 바꾸기</translation>
    </message>
    <message>
        <source>Removal of a note</source>
        <translation>메모 지우기</translation>
    </message>
</context>
<context>
    <name>MarksDelegate</name>
    <message>
        <source>Label</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Label of the bookmark</source>
        <translation>북마크 이름</translation>
    </message>
</context>
<context>
    <name>MarksModel</name>
    <message>
        <source>Pin: {name}</source>
        <translation>핀: {name}</translation>
    </message>
    <message>
        <source>Picture: {name}</source>
        <translation>그림: {name}</translation>
    </message>
    <message>
        <source>Not found in this edition</source>
        <translation>이 판에서 찾을 수 없음</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>결정하기…</translation>
    </message>
    <message>
        <source>Yellow highlight</source>
        <translation>노란색 형광펜</translation>
    </message>
    <message>
        <source>Green highlight</source>
        <translation>초록색 형광펜</translation>
    </message>
    <message>
        <source>Blue highlight</source>
        <translation>파란색 형광펜</translation>
    </message>
    <message>
        <source>Pink highlight</source>
        <translation>분홍색 형광펜</translation>
    </message>
    <message>
        <source>Purple highlight</source>
        <translation>보라색 형광펜</translation>
    </message>
</context>
<context>
    <name>MarksPage</name>
    <message>
        <source>Nothing here passes the filters.</source>
        <translation>걸러 보니 남은 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing here contains “{text}”.</source>
        <translation>“{text}” 검색 결과가 없습니다.</translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
</context>
<context>
    <name>NotesHeader</name>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Note — {question}</source>
        <translation>메모 — {question}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>저장하는 중…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>저장되지 않음</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>읽기 전용</translation>
    </message>
</context>
<context>
    <name>NotesPane</name>
    <message>
        <source>Choose a question to write a note.</source>
        <translation>메모를 쓸 질문을 선택하세요.</translation>
    </message>
    <message>
        <source>Write a note on this question in Markdown…</source>
        <translation>이 질문에 대한 메모를 Markdown으로 쓰세요…</translation>
    </message>
    <message>
        <source>There is no note here.</source>
        <translation>여기에는 메모가 없습니다.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Locate…</source>
        <translation>파일 찾기…</translation>
    </message>
    <message>
        <source>Choose the file of the picture</source>
        <translation>그림 파일 선택</translation>
    </message>
    <message>
        <source>This course has no diagram.</source>
        <translation>이 과정에는 그림이 없습니다.</translation>
    </message>
    <message>
        <source>A picture under a heading that ends in “Summary” appears here.</source>
        <translation>“Summary”로 끝나는 제목 아래의 그림이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Loading the picture…</source>
        <translation>그림을 불러오는 중…</translation>
    </message>
    <message>
        <source>The picture is missing.</source>
        <translation>그림 파일이 없습니다.</translation>
    </message>
    <message>
        <source>It should be here:</source>
        <translation>있어야 할 위치:</translation>
    </message>
    <message>
        <source>The picture is outside the course folder.</source>
        <translation>그림이 과정 폴더 밖에 있습니다.</translation>
    </message>
    <message>
        <source>Only a link to it is here. Put the picture itself in its place:</source>
        <translation>여기에는 바로 가기 링크만 있습니다. 링크 대신 그림 파일을 이 자리에 두세요:</translation>
    </message>
    <message>
        <source>The system says: {reason}</source>
        <translation>시스템 메시지: {reason}</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>그림을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>The picture&apos;s file is empty.</source>
        <translation>그림 파일이 비어 있습니다.</translation>
    </message>
    <message>
        <source>Save it there again.</source>
        <translation>같은 위치에 다시 저장하세요.</translation>
    </message>
    <message>
        <source>The picture has no size.</source>
        <translation>그림의 크기가 없습니다.</translation>
    </message>
    <message>
        <source>It says that it is nothing wide or high. Save it again with a size.</source>
        <translation>너비나 높이가 0이라고 적혀 있습니다. 크기를 정해 다시 저장해 주세요.</translation>
    </message>
    <message>
        <source>This file is not a picture.</source>
        <translation>이 파일은 그림이 아닙니다.</translation>
    </message>
    <message>
        <source>SVG, PNG, JPEG, GIF and WebP pictures can be shown, whatever their name.</source>
        <translation>이름과 관계없이 SVG, PNG, JPEG, GIF, WebP 그림을 표시할 수 있습니다.</translation>
    </message>
    <message>
        <source>Its size is {size}. Save a smaller copy in its place.</source>
        <translation>크기가 {size}입니다. 더 작은 사본을 같은 위치에 저장하세요.</translation>
    </message>
    <message>
        <source>The picture is too large.</source>
        <translation>그림이 너무 큽니다.</translation>
    </message>
    <message>
        <source>The picture is not safe to show.</source>
        <translation>안전하지 않은 그림이라 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>It repeats itself without end or hides what it holds. Save a plain SVG.</source>
        <translation>끝없이 반복되거나 내용을 숨긴 그림입니다. 일반 SVG로 저장하세요.</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>그림이 손상되었습니다.</translation>
    </message>
    <message>
        <source>Its file is incomplete or contradicts itself. Save or copy it again.</source>
        <translation>파일이 불완전하거나 내용이 서로 맞지 않습니다. 다시 저장하거나 복사하세요.</translation>
    </message>
</context>
<context>
    <name>Noting</name>
    <message>
        <source>Pin: {name}</source>
        <translation>핀: {name}</translation>
    </message>
    <message>
        <source>Picture: {name}</source>
        <translation>그림: {name}</translation>
    </message>
    <message>
        <source>Highlight: “{quote}”</source>
        <translation>형광펜: “{quote}”</translation>
    </message>
    <message>
        <source>Write a note on this highlight in Markdown…</source>
        <translation>형광펜 부분에 대한 메모를 Markdown으로 쓰세요…</translation>
    </message>
    <message>
        <source>Write a note on this pin in Markdown…</source>
        <translation>이 핀에 대한 메모를 Markdown으로 쓰세요…</translation>
    </message>
    <message>
        <source>Write a note on this picture in Markdown…</source>
        <translation>이 그림에 대한 메모를 Markdown으로 쓰세요…</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>No answer yet</source>
        <translation>아직 답변이 없습니다</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>터미널</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Hide the answer</source>
        <translation>답변 숨기기</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>답변 보기</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>Tip</source>
        <translation>팁</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>중요</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>주의</translation>
    </message>
</context>
<context>
    <name>PictureObject</name>
    <message>
        <source>This picture cannot be shown</source>
        <translation>이 그림은 보여 줄 수 없습니다</translation>
    </message>
    <message>
        <source>This picture is missing</source>
        <translation>이 그림이 없습니다</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>브라우저에서 열기</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>파일 찾기…</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>이유 보기</translation>
    </message>
    <message>
        <source>This picture is on the network and is not loaded</source>
        <translation>네트워크에 있는 그림이라 불러오지 않습니다</translation>
    </message>
    <message>
        <source>This picture is outside the course folder</source>
        <translation>과정 폴더 밖에 있는 그림입니다</translation>
    </message>
</context>
<context>
    <name>Picturing</name>
    <message>
        <source>Edit the note on this picture</source>
        <translation>이 그림의 메모 편집</translation>
    </message>
    <message>
        <source>Write a note on this picture</source>
        <translation>이 그림에 메모 쓰기</translation>
    </message>
    <message>
        <source>Remove the note on this picture</source>
        <translation>이 그림의 메모 지우기</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>Pin</source>
        <translation>핀</translation>
    </message>
    <message>
        <source>What this place is</source>
        <translation>이 자리의 이름</translation>
    </message>
    <message>
        <source>Questions that it leads to</source>
        <translation>연결된 질문</translation>
    </message>
    <message>
        <source>Search for a question to link</source>
        <translation>연결할 질문 검색</translation>
    </message>
    <message>
        <source>Questions found</source>
        <translation>찾은 질문</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>연결된 질문</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>질문 연결</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>메모 쓰기</translation>
    </message>
    <message>
        <source>Unlink</source>
        <translation>연결 해제</translation>
    </message>
</context>
<context>
    <name>Pinboard</name>
    <message>
        <source>The map could not be written.</source>
        <translation>지도를 쓰지 못했습니다.</translation>
    </message>
    <message>
        <source>Everybody who opens this course now has these pins.</source>
        <translation>이제 이 과정을 여는 누구에게나 이 핀이 보입니다.</translation>
    </message>
</context>
<context>
    <name>Pinning</name>
    <message>
        <source>Pin</source>
        <translation>핀</translation>
    </message>
    <message>
        <source>Place of a pin</source>
        <translation>핀의 자리</translation>
    </message>
    <message>
        <source>What a pin says</source>
        <translation>핀의 내용</translation>
    </message>
    <message>
        <source>Removal of a pin</source>
        <translation>핀 삭제</translation>
    </message>
</context>
<context>
    <name>Pins</name>
    <message>
        <source>Click for a point, drag for a rectangle; Esc ends</source>
        <translation>클릭하면 점, 끌면 사각형입니다. Esc로 끝냅니다</translation>
    </message>
    <message>
        <source>Edit this pin…</source>
        <translation>이 핀 편집…</translation>
    </message>
    <message>
        <source>Remove this pin</source>
        <translation>이 핀 삭제</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>드라이브</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>찾는 위치(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>파일 형식(&amp;T):</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>Comparing…</source>
        <translation>비교하는 중…</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Show more of “{title}”</source>
        <translation>“{title}” 더 보기</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>Answers</source>
        <translation>답변</translation>
    </message>
    <message>
        <source>{summary}: open; Enter folds it</source>
        <translation>{summary}: 펼쳐짐, Enter로 접기</translation>
    </message>
    <message>
        <source>{summary}: folded; Enter opens it</source>
        <translation>{summary}: 접힘, Enter로 펼치기</translation>
    </message>
    <message>
        <source>Edit the note on this picture</source>
        <translation>이 그림의 메모 편집</translation>
    </message>
    <message>
        <source>Write a note on this picture</source>
        <translation>이 그림에 메모 쓰기</translation>
    </message>
    <message>
        <source>Remove the note on this picture</source>
        <translation>이 그림의 메모 지우기</translation>
    </message>
    <message>
        <source>Show in the diagram pane</source>
        <translation>그림 패널에서 보기</translation>
    </message>
    <message>
        <source>Edit the note on this question</source>
        <translation>이 질문의 메모 고치기</translation>
    </message>
    <message>
        <source>Write a note on this question</source>
        <translation>이 질문에 메모 쓰기</translation>
    </message>
</context>
<context>
    <name>ReaderPane</name>
    <message>
        <source>Copying…</source>
        <translation>복사하는 중…</translation>
    </message>
</context>
<context>
    <name>ReadingRow</name>
    <message>
        <source>Reading the course for its first search… {percent} %</source>
        <translation>첫 검색을 위해 과정을 읽는 중… {percent}%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Readings</name>
    <message>
        <source>Found by themselves</source>
        <translation>자동으로 찾기</translation>
    </message>
    <message>
        <source>List items</source>
        <translation>목록 항목</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Folds (&lt;details&gt;)</source>
        <translation>접기(&lt;details&gt;)</translation>
    </message>
    <message>
        <source>Lines that begin with Q. and A.</source>
        <translation>Q., A.로 시작하는 줄</translation>
    </message>
    <message>
        <source>Bold lines</source>
        <translation>굵은 줄</translation>
    </message>
    <message>
        <source>Rows of tables</source>
        <translation>표의 행</translation>
    </message>
    <message>
        <source>None: everything is to be read</source>
        <translation>없음: 모두 읽을거리</translation>
    </message>
</context>
<context>
    <name>RecallBar</name>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Show what is covered (Space)</source>
        <translation>가린 것을 봅니다 (Space)</translation>
    </message>
    <message>
        <source>Knew it</source>
        <translation>알았음</translation>
    </message>
    <message>
        <source>I knew it (1)</source>
        <translation>알고 있었습니다 (1)</translation>
    </message>
    <message>
        <source>Did not</source>
        <translation>몰랐음</translation>
    </message>
    <message>
        <source>I did not know it (2)</source>
        <translation>몰랐습니다 (2)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Undo the last grade (Backspace)</source>
        <translation>마지막 평가를 취소합니다 (Backspace)</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>다시</translation>
    </message>
    <message>
        <source>Cover everything once more</source>
        <translation>모두 다시 가립니다</translation>
    </message>
    <message>
        <source>End</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>End this (Esc)</source>
        <translation>끝냅니다 (Esc)</translation>
    </message>
    <message>
        <source>{done}/{all}</source>
        <translation>{done}/{all}</translation>
    </message>
    <message>
        <source>{known} known, {unknown} to look at again. Kept with today&apos;s date.</source>
        <translation>{known}개는 알았고 {unknown}개는 다시 볼 것입니다. 오늘 날짜로 남겼습니다.</translation>
    </message>
</context>
<context>
    <name>Recalled</name>
    <message>
        <source>Recalled {when}: {outcome} ({known} of {all})…</source>
        <translation>{when} 떠올림: {outcome} ({all}번 중 {known}번 앎)…</translation>
    </message>
    <message>
        <source>{known} of {all}</source>
        <translation>{all}번 중 {known}번</translation>
    </message>
    <message>
        <source>knew it</source>
        <translation>알았음</translation>
    </message>
    <message>
        <source>did not know it</source>
        <translation>몰랐음</translation>
    </message>
</context>
<context>
    <name>RecalledDialog</name>
    <message>
        <source>Past reviews</source>
        <translation>지난 복습</translation>
    </message>
    <message>
        <source>Nothing has been recalled yet. Cover a diagram with “Cover and recall” and grade what you knew.</source>
        <translation>아직 떠올려 본 질문이 없습니다. “가리고 떠올리기”로 그림을 가린 뒤 알았는지 매겨 보세요.</translation>
    </message>
    <message>
        <source>Questions that were recalled</source>
        <translation>떠올려 본 질문</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Last recalled</source>
        <translation>마지막으로 떠올린 때</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>앎</translation>
    </message>
    <message>
        <source>(no longer in the course)</source>
        <translation>(과정에 더는 없음)</translation>
    </message>
</context>
<context>
    <name>Recalling</name>
    <message>
        <source>There is nothing to cover on this picture.</source>
        <translation>이 그림에는 가릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>Link its elements to questions, or put rectangles on it with pins.</source>
        <translation>그림의 요소를 질문과 연결하거나, 핀으로 사각형을 만드세요.</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>평가</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>{given} is not understood here.</source>
        <translation>여기서는 {given} 옵션이나 인수를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{option} cannot be {given}. It may be: {list}</source>
        <translation>{option}에 {given} 값은 쓸 수 없습니다. 쓸 수 있는 값: {list}</translation>
    </message>
    <message>
        <source>What {option} is to be is missing.</source>
        <translation>{option}에 값이 없습니다.</translation>
    </message>
    <message>
        <source>What {option} is to be is empty.</source>
        <translation>{option}의 값이 비어 있습니다.</translation>
    </message>
    <message>
        <source>{option} and {other} exclude each other.</source>
        <translation>{option} 옵션과 {other} 옵션은 함께 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{option} takes no value.</source>
        <translation>{option} 옵션에는 값을 줄 수 없습니다.</translation>
    </message>
    <message>
        <source>{option} may mean several options: {list}</source>
        <translation>{option}에 맞는 옵션이 여럿입니다: {list}</translation>
    </message>
    <message>
        <source>There is no home folder to keep notes in: HOME is not set, and the system names none. Set HOME, or name a folder with --data-dir.</source>
        <translation>메모를 둘 홈 폴더가 없습니다. HOME이 설정되지 않았고 시스템도 홈 폴더를 알려 주지 않습니다. HOME을 설정하거나 --data-dir로 폴더를 정하세요.</translation>
    </message>
    <message>
        <source>{detail} cannot be the data folder: there is a file in its place.</source>
        <translation>{detail} 폴더를 데이터 폴더로 쓸 수 없습니다. 그 자리에 파일이 있습니다.</translation>
    </message>
    <message>
        <source>You may not write to {detail}, so nothing can be kept beside the program. Move the program to a folder of yours, or name another folder with --data-dir.</source>
        <translation>{detail} 폴더에 쓸 권한이 없어 프로그램 옆에 데이터를 둘 수 없습니다. 프로그램을 쓸 수 있는 폴더로 옮기거나 --data-dir로 다른 폴더를 정하세요.</translation>
    </message>
    <message>
        <source>This machine lacks the library {detail} (on Debian and Ubuntu it is in the package {package}).</source>
        <translation>이 컴퓨터에 라이브러리 {detail}이(가) 없습니다(Debian과 Ubuntu에서는 {package} 패키지에 있습니다).</translation>
    </message>
    <message>
        <source>There is no screen for a window: neither DISPLAY nor WAYLAND_DISPLAY is set. outline, check, render and notebook do without one.</source>
        <translation>창을 띄울 화면이 없습니다. DISPLAY도 WAYLAND_DISPLAY도 설정되지 않았습니다. outline, check, render, notebook 명령은 화면 없이도 됩니다.</translation>
    </message>
    <message>
        <source>The screen {detail} cannot be reached.</source>
        <translation>{detail} 화면에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>Qt cannot show a window here: {detail}</source>
        <translation>Qt가 여기서는 창을 띄울 수 없습니다: {detail}</translation>
    </message>
    <message>
        <source>The program met an error of its own and could not start. msp-desktop --safe-mode --verbose may help, and says more.</source>
        <translation>프로그램 자체의 오류로 시작하지 못했습니다. msp-desktop --safe-mode --verbose로 시작해 보세요. 더 자세한 내용도 나옵니다.</translation>
    </message>
    <message>
        <source>The program met an error of its own and could not start. Details are in {detail}; msp-desktop --safe-mode may help.</source>
        <translation>프로그램 자체의 오류로 시작하지 못했습니다. 자세한 내용은 {detail} 파일에 있습니다. msp-desktop --safe-mode로 시작해 보세요.</translation>
    </message>
</context>
<context>
    <name>Remarks</name>
    <message>
        <source>The file&apos;s name says otherwise, but this is a {kind} picture.</source>
        <translation>파일 이름과 달리 실제로는 {kind} 그림입니다.</translation>
    </message>
    <message>
        <source>It holds scripts, which were left out.</source>
        <translation>스크립트가 들어 있어 빼고 보여 줍니다.</translation>
    </message>
    <message>
        <source>It refers to things outside its file, which were left out.</source>
        <translation>파일 밖의 것을 가리키는 부분은 빼고 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Diagnostic report</source>
        <translation>진단 보고서</translation>
    </message>
    <message>
        <source>This, and nothing else, is what is saved. It is about the program and this computer: no notes, no text or name of a course, and your home folder is written as ~. It is sent nowhere; you decide whom to give it to.</source>
        <translation>아래 내용이 저장되는 전부입니다. 프로그램과 이 컴퓨터에 관한 것이며, 메모나 과정의 내용과 이름은 없고 홈 폴더는 ~로 적습니다. 어디로도 보내지 않습니다. 누구에게 줄지는 직접 정하세요.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>The whole report</source>
        <translation>보고서 전체</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>복사했습니다.</translation>
    </message>
    <message>
        <source>Save the diagnostic report</source>
        <translation>진단 보고서 저장</translation>
    </message>
    <message>
        <source>{path} could not be written: {reason}.</source>
        <translation>{path} 파일을 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>{path} 파일로 저장했습니다</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Open it</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>복구…</translation>
    </message>
    <message>
        <source>Opening {path}…</source>
        <translation>{path} 여는 중…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>{done} of {files} files</source>
        <translation>파일 {files}개 중 {done}개</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>파일 열기…</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>The damaged file is never deleted: where a new one takes its place, it is kept beside it.</source>
        <translation>손상된 파일은 삭제하지 않습니다. 새 파일로 바꾸더라도 그 옆에 보관합니다.</translation>
    </message>
    <message>
        <source>There is no backup.</source>
        <translation>백업이 없습니다.</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>읽을 수 있는 것 살리기</translation>
    </message>
    <message>
        <source>Restore the backup</source>
        <translation>백업 복원</translation>
    </message>
    <message>
        <source>Begin a new notebook</source>
        <translation>새 메모 파일로 시작</translation>
    </message>
    <message>
        <source>Read on without saving</source>
        <translation>저장하지 않고 읽기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>The damaged file is kept as {name}.</source>
        <translation>손상된 파일은 {name}(으)로 보관했습니다.</translation>
    </message>
    <message>
        <source>The newest backup was made on {when}. In it: {numbers}.</source>
        <translation>가장 최근 백업은 {when}에 만들었습니다. 든 것: {numbers}.</translation>
    </message>
    <message>
        <source>Saved from the damaged notebook: {numbers}.</source>
        <translation>손상된 메모 파일에서 살린 것: {numbers}.</translation>
    </message>
    <message>
        <source>What can be read of the damaged notebook: {numbers}.</source>
        <translation>손상된 메모 파일에서 읽을 수 있는 것: {numbers}.</translation>
    </message>
    <message>
        <source>From the backup of {when} as well: {numbers}.</source>
        <translation>{when} 백업에서 더한 것: {numbers}.</translation>
    </message>
    <message>
        <source>Lost: {numbers}.</source>
        <translation>잃은 것: {numbers}.</translation>
    </message>
    <message>
        <source>Nothing is known to be lost.</source>
        <translation>잃은 것은 확인되지 않았습니다.</translation>
    </message>
    <message>
        <source>Notes of which only an earlier text is left: {number}.</source>
        <translation>이전 내용만 남은 메모: {number}개.</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore a backup</source>
        <translation>백업에서 복원</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>There is no backup yet. One is made shortly after each start.</source>
        <translation>아직 백업이 없습니다. 프로그램을 시작하고 잠시 뒤에 만들어집니다.</translation>
    </message>
    <message>
        <source>What you have now is set aside: it can be restored in the same way.</source>
        <translation>지금 메모 파일은 따로 보관되며, 같은 방법으로 다시 복원할 수 있습니다.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>set aside when a backup was restored</source>
        <translation>백업을 복원할 때 따로 보관됨</translation>
    </message>
    <message>
        <source>It holds the same as what you have now.</source>
        <translation>지금 가진 것과 같습니다.</translation>
    </message>
    <message>
        <source>Notes that would go, or be as they were then:</source>
        <translation>없어지거나 그때 내용으로 돌아가는 메모:</translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation>그 밖에 {number}개</translation>
    </message>
    <message>
        <source>The last note in it, of {when}:</source>
        <translation>마지막 메모({when}):</translation>
    </message>
    <message>
        <source>Courses: {titles}</source>
        <translation>과정: {titles}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>북마크</translation>
    </message>
    <message>
        <source>Highlights</source>
        <translation>형광펜</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Pins</source>
        <translation>핀</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>복습</translation>
    </message>
    <message>
        <source>Courses</source>
        <translation>과정</translation>
    </message>
    <message>
        <source>In it</source>
        <translation>담긴 수</translation>
    </message>
    <message>
        <source>Come back</source>
        <translation>되살아남</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>없어짐</translation>
    </message>
    <message>
        <source>As then</source>
        <translation>그때 내용으로</translation>
    </message>
    <message>
        <source>Your notebook is as it was on {when}. What it was before is set aside.</source>
        <translation>메모 파일을 {when}의 상태로 복원했습니다. 그 전의 메모 파일은 따로 보관했습니다.</translation>
    </message>
</context>
<context>
    <name>Returning</name>
    <message>
        <source>Putting marks back</source>
        <translation>표시 되돌리기</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Not on the disk yet: {number} changes.</source>
        <translation>아직 디스크에 없는 변경: {number}개.</translation>
    </message>
    <message>
        <source>Whether your last words are on the disk could not be found out. Whatever was shown as saved is.</source>
        <translation>마지막에 적은 것이 디스크에 있는지 알아내지 못했습니다. 저장되었다고 표시된 것은 모두 있습니다.</translation>
    </message>
    <message>
        <source>Everything that you wrote is on the disk.</source>
        <translation>적은 것은 모두 디스크에 있습니다.</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Another program is using {path}. Close it, or wait a little.</source>
        <translation>다른 프로그램이 {path} 파일을 사용하고 있습니다. 그 프로그램을 닫거나 잠시 기다려 주세요.</translation>
    </message>
    <message>
        <source>{path} is another program&apos;s file. It was left as it is.</source>
        <translation>{path} 파일은 다른 프로그램의 것이어서 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>The notebook {path} is damaged. It was left as it is.</source>
        <translation>{path} 메모 파일이 손상되었습니다. 파일은 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>A newer version of this program wrote {path}. Install that one to write in it.</source>
        <translation>{path} 파일은 이 프로그램의 새 버전에서 작성되었습니다. 저장하려면 새 버전을 설치하세요.</translation>
    </message>
    <message>
        <source>The notebook {path} is not there any more. Connect its disk again, or put the file back.</source>
        <translation>{path} 메모 파일이 없어졌습니다. 디스크를 다시 연결하거나 파일을 제자리에 돌려놓으세요.</translation>
    </message>
    <message>
        <source>The notebook {path} was replaced while it was open. Close the program and start it again.</source>
        <translation>{path} 메모 파일이 열려 있는 동안 다른 파일로 바뀌었습니다. 프로그램을 종료하고 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The notebook {path} does not hold this course. Open the course again.</source>
        <translation>{path} 메모 파일에 이 과정이 없습니다. 과정을 다시 여세요.</translation>
    </message>
    <message>
        <source>The notebook {path} could not be written.</source>
        <translation>{path} 메모 파일에 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>You may not write to {path}. Choose another data folder.</source>
        <translation>{path}에 쓸 권한이 없습니다. 다른 데이터 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>{path} can only be read. Choose a data folder on a disk that can be written.</source>
        <translation>{path}에는 읽기만 허용됩니다. 쓸 수 있는 디스크의 데이터 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>The disk is full: {path} cannot grow. Make some room.</source>
        <translation>디스크가 가득 차서 {path}에 저장할 수 없습니다. 공간을 확보하세요.</translation>
    </message>
    <message>
        <source>The disk could not write {path}. Check it, or choose another data folder.</source>
        <translation>디스크 오류로 {path}에 쓸 수 없습니다. 디스크를 확인하거나 다른 데이터 폴더를 선택하세요.</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>Show the note</source>
        <translation>메모 보기</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>그곳으로 가기</translation>
    </message>
    <message>
        <source>Remove highlight</source>
        <translation>형광펜 지우기</translation>
    </message>
    <message>
        <source>Remove note</source>
        <translation>메모 지우기</translation>
    </message>
    <message>
        <source>Remove pin</source>
        <translation>핀 삭제</translation>
    </message>
    <message>
        <source>Go to question</source>
        <translation>질문으로 이동</translation>
    </message>
    <message>
        <source>Label…</source>
        <translation>이름 붙이기…</translation>
    </message>
    <message>
        <source>Remove bookmark</source>
        <translation>북마크 해제</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>목차</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>북마크</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Bookmarks {count}</source>
        <translation>북마크 {count}</translation>
    </message>
    <message>
        <source>Notes {count}</source>
        <translation>메모 {count}</translation>
    </message>
    <message>
        <source>No course is open. Open a file or a folder, or drop one on this window.</source>
        <translation>열린 과정이 없습니다. 파일이나 폴더를 열거나 이 창에 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>This course has no chapters.</source>
        <translation>이 과정에는 장이 없습니다.</translation>
    </message>
    <message>
        <source>No bookmarks yet. Press {keys}, or click the star beside a question.</source>
        <translation>아직 북마크가 없습니다. {keys} 키를 누르거나 질문 옆의 별을 클릭하세요.</translation>
    </message>
    <message>
        <source>Filter bookmarks</source>
        <translation>북마크 검색</translation>
    </message>
    <message>
        <source>No notes yet. Write in the notes pane; what you write belongs to the question you are reading.</source>
        <translation>아직 메모가 없습니다. 메모 패널에 쓴 글은 지금 읽고 있는 질문의 메모가 됩니다.</translation>
    </message>
    <message>
        <source>Filter notes</source>
        <translation>메모 검색</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Pictures of the course</source>
        <translation>과정의 그림</translation>
    </message>
</context>
<context>
    <name>TagField</name>
    <message>
        <source>Tags, separated by commas</source>
        <translation>태그 (쉼표로 나눔)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>Export notes and highlights</source>
        <translation>메모와 형광펜 내보내기</translation>
    </message>
    <message>
        <source>Study sheet</source>
        <translation>학습지</translation>
    </message>
    <message>
        <source>Export a study capsule</source>
        <translation>학습 캡슐 내보내기</translation>
    </message>
    <message>
        <source>Study capsules</source>
        <translation>학습 캡슐</translation>
    </message>
    <message>
        <source>Looking through {path}…</source>
        <translation>{path}을(를) 살펴보는 중…</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Importing {path}…</source>
        <translation>{path}을(를) 가져오는 중…</translation>
    </message>
    <message>
        <source>Writing {path}…</source>
        <translation>{path}에 쓰는 중…</translation>
    </message>
    <message>
        <source>{path} has been written.</source>
        <translation>{path}에 저장했습니다.</translation>
    </message>
    <message>
        <source>Notes and highlights by chapter, with links to the questions.</source>
        <translation>메모와 형광펜을 장별로 모으고 질문으로 가는 링크를 붙입니다.</translation>
    </message>
    <message>
        <source>Anki deck</source>
        <translation>Anki 덱</translation>
    </message>
    <message>
        <source>A text file with a card for each question. Import it in Anki; importing it again brings the cards up to date.</source>
        <translation>질문마다 카드 한 장이 든 텍스트 파일입니다. Anki에서 가져오세요. 다시 가져오면 카드가 새 내용으로 바뀝니다.</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>표 (CSV)</translation>
    </message>
    <message>
        <source>A row for each note, highlight and bookmark, for spreadsheets.</source>
        <translation>메모, 형광펜, 북마크가 한 줄씩 들어갑니다. 스프레드시트에서 여세요.</translation>
    </message>
    <message>
        <source>W3C annotations (JSON-LD)</source>
        <translation>W3C 주석 (JSON-LD)</translation>
    </message>
    <message>
        <source>For other programs that know the Web Annotation model.</source>
        <translation>Web Annotation 모델을 아는 다른 프로그램에서 씁니다.</translation>
    </message>
    <message>
        <source>Pages to print or to send.</source>
        <translation>인쇄하거나 보낼 수 있는 문서입니다.</translation>
    </message>
    <message>
        <source>One page for the browser, with its pictures in it.</source>
        <translation>그림까지 든, 브라우저로 여는 한 쪽짜리 문서입니다.</translation>
    </message>
    <message>
        <source>Import a study capsule</source>
        <translation>학습 캡슐 가져오기</translation>
    </message>
    <message>
        <source>Study capsules (*{ending})</source>
        <translation>학습 캡슐 (*{ending})</translation>
    </message>
    <message>
        <source>Put the course into a folder here</source>
        <translation>과정을 넣을 폴더 고르기</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>폴더 고르기…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>{path} cannot be read or written: {detail}.</source>
        <translation>{path}을(를) 읽거나 쓸 수 없습니다: {detail}.</translation>
    </message>
    <message>
        <source>{path} is not a study capsule.</source>
        <translation>{path}은(는) 학습 캡슐이 아닙니다.</translation>
    </message>
    <message>
        <source>{path} is damaged or cut off. Copy it again from where it was made.</source>
        <translation>{path}이(가) 손상되었거나 잘렸습니다. 만든 곳에서 다시 복사하세요.</translation>
    </message>
    <message>
        <source>A newer version of this program made {path}. Install that version to open it.</source>
        <translation>더 새로운 버전의 프로그램이 {path}을(를) 만들었습니다. 그 버전을 설치하면 열 수 있습니다.</translation>
    </message>
    <message>
        <source>A name in {path} leads out of its folder. Nobody makes such a capsule by mistake.</source>
        <translation>{path} 안에 폴더 밖을 가리키는 이름이 있습니다. 실수로 생길 수 없는 캡슐입니다.</translation>
    </message>
    <message>
        <source>There is more in {path} than a capsule may hold.</source>
        <translation>{path}에 캡슐이 담을 수 있는 것보다 많은 것이 들어 있습니다.</translation>
    </message>
    <message>
        <source>“{title}” was imported.</source>
        <translation>“{title}”을(를) 가져왔습니다.</translation>
    </message>
    <message>
        <source>New: {number}.</source>
        <translation>새로 생김: {number}.</translation>
    </message>
    <message>
        <source>Brought up to date: {number}.</source>
        <translation>새 내용으로 바뀜: {number}.</translation>
    </message>
    <message>
        <source>Merged: {number}.</source>
        <translation>합쳐짐: {number}.</translation>
    </message>
    <message>
        <source>The course is not here yet. Choose the folder that it is to be put in.</source>
        <translation>이 과정은 아직 여기에 없습니다. 과정을 넣을 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>It is merged with what you have written in {path}. Nothing of either is lost, and a backup is made first.</source>
        <translation>{path}에 적어 둔 것과 합칩니다. 어느 쪽도 잃지 않으며, 먼저 백업합니다.</translation>
    </message>
    <message>
        <source>“{title}” was imported. There was nothing new in it.</source>
        <translation>“{title}”을(를) 가져왔습니다. 새로운 것은 없었습니다.</translation>
    </message>
    <message>
        <source>Changed on both sides, so look at them: {notes}.</source>
        <translation>양쪽에서 바뀌어 확인이 필요합니다: {notes}.</translation>
    </message>
    <message>
        <source>Save picture as</source>
        <translation>다른 이름으로 그림 저장</translation>
    </message>
    <message>
        <source>Print picture</source>
        <translation>그림 인쇄</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>프린터가 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 그림 (*.png)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 문서 (*.pdf)</translation>
    </message>
    <message>
        <source>{kind} picture, as it is (*.{ending})</source>
        <translation>{kind} 그림, 원본 그대로 (*.{ending})</translation>
    </message>
    <message>
        <source>Copying the picture…</source>
        <translation>그림을 복사하는 중…</translation>
    </message>
    <message>
        <source>Saving the picture…</source>
        <translation>그림을 저장하는 중…</translation>
    </message>
    <message>
        <source>Printing the picture…</source>
        <translation>그림을 인쇄하는 중…</translation>
    </message>
    <message>
        <source>The picture could not be printed.</source>
        <translation>그림을 인쇄하지 못했습니다.</translation>
    </message>
    <message>
        <source>The picture could not be saved.</source>
        <translation>그림을 저장하지 못했습니다.</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게/어둡게 전환</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>패널</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Looking at what became of your notes and marks…</source>
        <translation>메모와 표시가 어디로 갔는지 살펴보는 중…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{path} was not found. Was it moved or renamed?</source>
        <translation>{path} 경로를 찾을 수 없습니다. 옮기거나 이름을 바꾸었는지 확인하세요.</translation>
    </message>
    <message>
        <source>There is no Markdown file in {path}. Open a file that ends in .md, or a folder that has one.</source>
        <translation>{path}에 Markdown 파일이 없습니다. .md로 끝나는 파일이나 그런 파일이 있는 폴더를 여세요.</translation>
    </message>
    <message>
        <source>{path} is no Markdown: by what is in it, it is of another kind ({detail}).</source>
        <translation>{path} 파일은 Markdown이 아니라 다른 종류의 파일({detail})입니다.</translation>
    </message>
    <message>
        <source>{path} is no text, so there is nothing in it to read.</source>
        <translation>{path} 파일은 텍스트가 아니어서 읽을 내용이 없습니다.</translation>
    </message>
    <message>
        <source>There is too much in {path} to open it as one course. Open a folder inside it.</source>
        <translation>{path} 폴더는 내용이 너무 많아 하나의 과정으로 열 수 없습니다. 그 안의 폴더를 여세요.</translation>
    </message>
    <message>
        <source>{path} is too large to open. Split it into several files.</source>
        <translation>{path} 파일은 너무 커서 열 수 없습니다. 여러 파일로 나누세요.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {detail}.</source>
        <translation>{path} 경로를 읽을 수 없습니다: {detail}.</translation>
    </message>
    <message>
        <source>{path} is protected by a password. Unpack it and open the folder that comes out of it.</source>
        <translation>{path}: 암호로 보호되어 있습니다. 압축을 풀어 나온 폴더를 여세요.</translation>
    </message>
    <message>
        <source>{path} is not opened: something in it leads out of its own folder, which no honest zip does.</source>
        <translation>{path}: 열지 않았습니다. 압축 안의 항목이 폴더 밖을 가리킵니다. 정상적인 압축 파일에는 없는 일입니다.</translation>
    </message>
    <message>
        <source>{path} is packed in a way that cannot be read here. Unpack it and open the folder that comes out of it.</source>
        <translation>{path}: 여기에서 읽을 수 없는 방식으로 압축되어 있습니다. 압축을 풀어 나온 폴더를 여세요.</translation>
    </message>
    <message>
        <source>There is too much in {path}. Unpack it and open a folder that comes out of it.</source>
        <translation>{path}: 안에 든 것이 너무 많습니다. 압축을 풀어 나온 폴더를 여세요.</translation>
    </message>
    <message>
        <source>{path} is damaged, or no zip. Get it anew and open it again.</source>
        <translation>{path}: 손상되었거나 압축 파일이 아닙니다. 다시 받아서 여세요.</translation>
    </message>
    <message>
        <source>{path} is not there any more. What you see is how it was last.</source>
        <translation>{path}: 더 이상 없습니다. 마지막으로 읽은 내용을 보여 드립니다.</translation>
    </message>
    <message>
        <source>{path} is empty now. What you see is how it was last.</source>
        <translation>{path}: 지금 비어 있습니다. 마지막으로 읽은 내용을 보여 드립니다.</translation>
    </message>
    <message>
        <source>{path} cannot be read now. What you see is how it was last.</source>
        <translation>{path}: 지금 읽을 수 없습니다. 마지막으로 읽은 내용을 보여 드립니다.</translation>
    </message>
    <message>
        <source>Nothing is being saved. {reason}</source>
        <translation>지금은 아무것도 저장되지 않습니다. {reason}</translation>
    </message>
    <message>
        <source>The notebook could not be checked and backed up. {reason}</source>
        <translation>메모 파일을 점검하고 백업하지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>{file} is not in UTF-8 and was read as {encoding}. If anything looks wrong, save it as UTF-8 and open it again.</source>
        <translation>{file} 파일은 UTF-8이 아니어서 {encoding} 인코딩으로 읽었습니다. 깨진 글자가 보이면 UTF-8로 저장한 다음 다시 여세요.</translation>
    </message>
    <message>
        <source>In line {line} of {file}, what is shown as {sign} is no text. The file is left as it is.</source>
        <translation>{file}의 {line}번째 줄에 글자로 읽을 수 없는 곳이 있어 {sign}(으)로 보여 줍니다. 파일은 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>In several places, first in line {line} of {file}, what is shown as {sign} is no text. Nothing is changed on disk.</source>
        <translation>{file}의 {line}번째 줄을 비롯한 여러 곳에 글자로 읽을 수 없는 부분이 있어 {sign}(으)로 보여 줍니다. 파일은 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>These files could not be read and are left out: {files}</source>
        <translation>다음 파일은 읽을 수 없어 제외했습니다: {files}</translation>
    </message>
</context>
<context>
    <name>_Bar</name>
    <message>
        <source>What changed</source>
        <translation>변경 내용</translation>
    </message>
    <message>
        <source>Move marks along again</source>
        <translation>표시를 다시 옮기기</translation>
    </message>
    <message>
        <source>Notes, highlights, bookmarks and tags go to what their questions have become.</source>
        <translation>메모, 형광펜, 북마크, 태그가 바뀐 질문을 다시 따라갑니다.</translation>
    </message>
    <message>
        <source>Put marks back as before</source>
        <translation>표시를 옮기기 전으로 되돌리기</translation>
    </message>
    <message>
        <source>Notes, highlights, bookmarks and tags go back to where they were before.</source>
        <translation>메모, 형광펜, 북마크, 태그가 옮겨지기 전의 자리로 돌아갑니다.</translation>
    </message>
    <message>
        <source>Back to the course</source>
        <translation>과정으로 돌아가기</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
</context>
</TS>
