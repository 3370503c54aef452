; The installer for Windows: for one user, without an administrator. bundling/windows.py has it
; compiled, with PAYLOAD (the bundle's folder), OUTPUT, VERSION, NUMBERS (four of them), ENDING (that
; of capsules), SIZE (in KiB) and ICONS (the folder of the .ico files) defined.
;
; What users write lies in %LOCALAPPDATA%\msp-desktop. No line below touches that.

Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetDateSave off

!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh

!define APP "MSP Desktop"
!define PROGRAM "msp-desktop-gui.exe"
!define CONSOLE "msp-desktop.exe"
!define COURSE_KIND "MSPDesktop.Course"
!define CAPSULE_KIND "MSPDesktop.Capsule"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\msp-desktop"
!define OWN "Software\MSP Desktop"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"

Name "${APP}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${OWN}" "Folder"
BrandingText "${APP} ${VERSION}"

!define MUI_ICON "${ICONS}/program.ico"
!define MUI_UNICON "${ICONS}/program.ico"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${OWN}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!define MUI_LANGDLL_ALLLANGUAGES

!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Korean"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

VIProductVersion "${NUMBERS}"
!macro Told LANGUAGE WHAT
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${APP}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${WHAT}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "The MSP Desktop authors"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "© 2026 The MSP Desktop authors (MIT)"
!macroend
!insertmacro Told ${LANG_ENGLISH} "${APP} setup"
!insertmacro Told ${LANG_KOREAN} "${APP} 설치"

LangString PROGRAM_NAME ${LANG_ENGLISH} "${APP} (required)"
LangString PROGRAM_NAME ${LANG_KOREAN} "${APP} (필수)"
LangString PROGRAM_SAID ${LANG_ENGLISH} "The program, and its entry in the start menu. Study capsules (${ENDING}) are opened with it."
LangString PROGRAM_SAID ${LANG_KOREAN} "프로그램과 시작 메뉴 항목입니다. 학습 캡슐(${ENDING})을 이 프로그램으로 엽니다."
LangString MARKDOWN_NAME ${LANG_ENGLISH} "Offer it for Markdown files (.md)"
LangString MARKDOWN_NAME ${LANG_KOREAN} "마크다운 파일(.md) 연결"
LangString MARKDOWN_SAID ${LANG_ENGLISH} "Lists ${APP} under 'Open with' for .md and .markdown. Which program opens them stays your choice."
LangString MARKDOWN_SAID ${LANG_KOREAN} ".md와 .markdown 파일의 '연결 프로그램'에 ${APP}을 넣습니다. 어느 프로그램으로 열지는 그대로 사용자가 정합니다."
LangString DESKTOP_NAME ${LANG_ENGLISH} "Shortcut on the desktop"
LangString DESKTOP_NAME ${LANG_KOREAN} "바탕 화면 바로 가기"
LangString DESKTOP_SAID ${LANG_ENGLISH} "Puts a shortcut on the desktop."
LangString DESKTOP_SAID ${LANG_KOREAN} "바탕 화면에 바로 가기를 놓습니다."
LangString CAPSULE_SAID ${LANG_ENGLISH} "MSP study capsule"
LangString CAPSULE_SAID ${LANG_KOREAN} "MSP 학습 캡슐"
LangString COURSE_SAID ${LANG_ENGLISH} "Markdown course"
LangString COURSE_SAID ${LANG_KOREAN} "마크다운 과정"
LangString RUNNING ${LANG_ENGLISH} "${APP} is running. Close it, then choose Retry. What you have written is saved."
LangString RUNNING ${LANG_KOREAN} "${APP}이 실행 중입니다. 프로그램을 닫은 다음 다시 시도를 누르세요. 쓴 내용은 저장되어 있습니다."
LangString TOO_OLD ${LANG_ENGLISH} "${APP} needs Windows 10 (1809) or newer, of 64 bits."
LangString TOO_OLD ${LANG_KOREAN} "${APP}에는 64비트 Windows 10(1809) 이상이 필요합니다."
LangString NOT_ALL ${LANG_ENGLISH} "Some files could not be written. Nothing you wrote is lost; please install again."
LangString NOT_ALL ${LANG_KOREAN} "일부 파일을 쓰지 못했습니다. 쓴 내용은 그대로입니다. 다시 설치해 주세요."
LangString NOTES_STAY ${LANG_ENGLISH} "Your notes stay in $LOCALAPPDATA\msp-desktop. They are there again after the next installation."
LangString NOTES_STAY ${LANG_KOREAN} "메모는 $LOCALAPPDATA\msp-desktop에 그대로 남습니다. 다시 설치하면 다시 보입니다."

; Windows lets nobody write to a program that runs: so it is found out, whoever started it. Silent
; installations give up with status 2.
!macro WaitForEnd UN FILE
  !define ID ${__LINE__}
  again_${ID}:
    IfFileExists "$INSTDIR\${FILE}" 0 free_${ID}
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    IfErrors 0 opened_${ID}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again_${ID}
      SetErrorLevel 2
      Quit
  opened_${ID}:
    FileClose $0
  free_${ID}:
  !undef ID
!macroend

; Only what the installer brings: a portable copy's data, or anything else that was put beside the
; program, stays.
!macro TakeAway
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${CONSOLE}"
!macroend

Section "$(PROGRAM_NAME)" SecProgram
  SectionIn RO
  !insertmacro WaitForEnd "" "${PROGRAM}"
  !insertmacro WaitForEnd "" "${CONSOLE}"
  !insertmacro TakeAway
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${PAYLOAD}/*"
  IfErrors 0 +4
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_ALL)" /SD IDOK
    SetErrorLevel 1
    Quit
  SetOutPath "$INSTDIR\_internal\icons"
  File "${ICONS}/program.ico"
  File "${ICONS}/capsule.ico"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "${OWN}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${APP_PATHS}\${CONSOLE}" "" "$INSTDIR\${CONSOLE}"
  WriteRegStr HKCU "${APP_PATHS}\${PROGRAM}" "" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "Software\Classes\${CAPSULE_KIND}" "" "$(CAPSULE_SAID)"
  WriteRegStr HKCU "Software\Classes\${CAPSULE_KIND}\DefaultIcon" "" "$INSTDIR\_internal\icons\capsule.ico"
  WriteRegStr HKCU "Software\Classes\${CAPSULE_KIND}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "Software\Classes\${ENDING}" "" "${CAPSULE_KIND}"
  WriteRegStr HKCU "Software\Classes\${ENDING}" "Content Type" "application/x-msp-capsule"
  WriteRegStr HKCU "Software\Classes\${ENDING}\OpenWithProgids" "${CAPSULE_KIND}" ""

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The MSP Desktop authors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; Not chosen unless somebody does. It offers; Windows leaves the choice to its user.
Section /o "$(MARKDOWN_NAME)" SecMarkdown
  WriteRegStr HKCU "Software\Classes\${COURSE_KIND}" "" "$(COURSE_SAID)"
  WriteRegStr HKCU "Software\Classes\${COURSE_KIND}\DefaultIcon" "" "$INSTDIR\_internal\icons\program.ico"
  WriteRegStr HKCU "Software\Classes\${COURSE_KIND}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "Software\Classes\.md\OpenWithProgids" "${COURSE_KIND}" ""
  WriteRegStr HKCU "Software\Classes\.markdown\OpenWithProgids" "${COURSE_KIND}" ""
SectionEnd

Section /o "$(DESKTOP_NAME)" SecDesktop
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

Section "-told"
  ${RefreshShellIcons}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SecProgram} "$(PROGRAM_SAID)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecMarkdown} "$(MARKDOWN_SAID)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecDesktop} "$(DESKTOP_SAID)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
  SetShellVarContext current
  ; What was chosen the last time is chosen again; the system's language is asked for at first.
  !insertmacro MUI_LANGDLL_DISPLAY
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 1
    Quit
  ${EndIf}
  ReadRegStr $0 HKCU "Software\Classes\${COURSE_KIND}" ""
  ; /MARKDOWN chooses it where nobody is asked (/S).
  ClearErrors
  ${GetParameters} $1
  ${GetOptions} $1 "/MARKDOWN" $2
  ${IfNot} ${Errors}
    StrCpy $0 "chosen"
  ${EndIf}
  ${If} $0 != ""
    !insertmacro SelectSection ${SecMarkdown}
  ${EndIf}
  ${If} ${FileExists} "$DESKTOP\${APP}.lnk"
    !insertmacro SelectSection ${SecDesktop}
  ${EndIf}
FunctionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

Section "Uninstall"
  !insertmacro WaitForEnd "un." "${PROGRAM}"
  !insertmacro WaitForEnd "un." "${CONSOLE}"
  !insertmacro TakeAway
  Delete "$INSTDIR\uninstall.exe"
  ; Goes only if nothing else is in it.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$DESKTOP\${APP}.lnk"
  DeleteRegKey HKCU "Software\Classes\${CAPSULE_KIND}"
  DeleteRegKey HKCU "Software\Classes\${COURSE_KIND}"
  DeleteRegValue HKCU "Software\Classes\${ENDING}\OpenWithProgids" "${CAPSULE_KIND}"
  ReadRegStr $0 HKCU "Software\Classes\${ENDING}" ""
  ${If} $0 == "${CAPSULE_KIND}"
    DeleteRegKey HKCU "Software\Classes\${ENDING}"
  ${EndIf}
  DeleteRegValue HKCU "Software\Classes\.md\OpenWithProgids" "${COURSE_KIND}"
  DeleteRegValue HKCU "Software\Classes\.markdown\OpenWithProgids" "${COURSE_KIND}"
  DeleteRegKey HKCU "${APP_PATHS}\${CONSOLE}"
  DeleteRegKey HKCU "${APP_PATHS}\${PROGRAM}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${OWN}"
  ${RefreshShellIcons}
  DetailPrint "$(NOTES_STAY)"
SectionEnd
