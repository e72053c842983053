; The installer. For one user without rights, or for everybody on the computer; in Chinese or
; English as Windows is; silent with /S. build.sh gives VERSION, NUMBERS, SEVEN, FOLDER, OUTPUT, SIGN.
;
; Switches: /S silent, /AllUsers, /Desktop or /NoDesktop, /D=FOLDER (last, without quotation marks).
; Status: 0 done, 1 cancelled, 2 could not be written, 3 not installed here, 4 the program is running,
; 5 not this Windows, 6 administrator rights are missing, 7 no room, 8 another setup is running.
;
; Nothing is half done: everything is first unpacked into a folder beside the old files, which are
; replaced by renaming only when all of it is there.

Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
SetCompressor lzma
SetCompressorDictSize 64
AllowSkipFiles off
BrandingText "nianbao ${VERSION}"
Name "$(NAME)"
OutFile "${OUTPUT}"
!uninstfinalize '${SIGN} "%1"'

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\nianbao.exe"
!define CLASS "nianbao.draft"
!define SHORTCUT "公开年报.lnk"
; What the program needs, in MB, and as much again while it is replaced.
!define ROOM 100

!include MUI2.nsh
!include x64.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include LogicLib.nsh
!include nsDialogs.nsh

Var Everyone    ; 1 for everybody on the computer
Var OnDesktop     ; 1 for a shortcut on the desktop
Var Former      ; the version that is installed, or nothing
Var Status      ; why it went wrong
Var Replacing   ; 1 once former files are touched
Var Choice
Var Box

!define MUI_ICON "${FOLDER}\nianbao.ico"
!define MUI_UNICON "${FOLDER}\nianbao.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${FOLDER}\side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${FOLDER}\side.bmp"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION Start
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(UNINSTALL_ASK)"

Page custom ChoicePage ChoiceDone
!define MUI_DIRECTORYPAGE_TEXT_TOP "$(FOLDER_TEXT)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "$(UNINSTALLED)"
!define MUI_FINISHPAGE_TEXT "$(UNINSTALLED_TEXT)"
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!include "words.nsh"

VIProductVersion "${NUMBERS}"
!macro Version LANGUAGE NAME
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "公开年报 nianbao"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "MIT OR Apache-2.0"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
!macroend
!insertmacro Version ${LANG_SIMPCHINESE} "公开年报安装程序"
!insertmacro Version ${LANG_ENGLISH} "nianbao setup"

!include "shared.nsh"

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
    !insertmacro Leave 5 "$(NOT_64)"
  ${EndIf}
  !if ${SEVEN} == 0
    ${IfNot} ${AtLeastWin10}
      !insertmacro Leave 5 "$(NOT_10)"
    ${EndIf}
  !else
    ${IfNot} ${AtLeastWin7}
      !insertmacro Leave 5 "$(NOT_7)"
    ${EndIf}
  !endif
  Call Alone
  ${If} $0 = 183
    !insertmacro Leave 8 "$(NOT_ALONE)"
  ${EndIf}

  Call Rights
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
    StrCpy $Everyone 1
    ${If} $0 = 0
      !insertmacro Leave 6 "$(NO_RIGHTS)"
    ${EndIf}
  ${Else}
    StrCpy $Everyone 0
    ; What was installed for everybody is upgraded for everybody, by whoever may.
    ReadRegStr $1 HKCU "${KEY}" "InstallLocation"
    ReadRegStr $2 HKLM "${KEY}" "InstallLocation"
    ${If} $1 == ""
    ${AndIf} $2 != ""
    ${AndIf} $0 = 1
      StrCpy $Everyone 1
    ${EndIf}
  ${EndIf}
  StrCpy $Choice $INSTDIR
  Call Place

  ; A shortcut on the desktop: as before when upgrading, else asked, and not when silent.
  ${If} $Former == ""
    StrCpy $OnDesktop 1
    ${If} ${Silent}
      StrCpy $OnDesktop 0
    ${EndIf}
  ${ElseIf} ${FileExists} "$DESKTOP\${SHORTCUT}"
    StrCpy $OnDesktop 1
  ${Else}
    StrCpy $OnDesktop 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/Desktop" $R1
  ${IfNot} ${Errors}
    StrCpy $OnDesktop 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/NoDesktop" $R1
  ${IfNot} ${Errors}
    StrCpy $OnDesktop 0
  ${EndIf}

  ${If} $Former != ""
  ${AndIfNot} ${Silent}
    ${VersionCompare} "$Former" "${VERSION}" $1
    ${If} $1 = 1
    ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(OLDER)" IDNO`
      SetErrorLevel 1
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; Where it goes: where /D says, else where it is, else where it belongs. $Choice holds what /D said.
Function Place
  ${If} $Everyone = 1
    SetShellVarContext all
    StrCpy $INSTDIR "$PROGRAMFILES64\nianbao"
  ${Else}
    SetShellVarContext current
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\nianbao"
  ${EndIf}
  ReadRegStr $Former SHCTX "${KEY}" "DisplayVersion"
  ReadRegStr $1 SHCTX "${KEY}" "InstallLocation"
  ${If} $1 != ""
    StrCpy $INSTDIR $1
  ${EndIf}
  ${If} $Choice != ""
    StrCpy $INSTDIR $Choice
  ${EndIf}
FunctionEnd

Function ChoicePage
  !insertmacro MUI_HEADER_TEXT "$(CHOICE_HEAD)" "$(CHOICE_SUBHEAD)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 24u "$(CHOICE_TEXT)"
  Pop $0
  ${NSD_CreateRadioButton} 0 32u 100% 12u "$(FOR_ME)"
  Pop $1
  ${NSD_CreateRadioButton} 0 48u 100% 12u "$(FOR_ALL)"
  Pop $2
  ${If} $Everyone = 1
    ${NSD_Check} $2
  ${Else}
    ${NSD_Check} $1
  ${EndIf}
  StrCpy $R9 $2
  ${NSD_CreateCheckBox} 0 76u 100% 12u "$(DESKTOP_TOO)"
  Pop $Box
  ${If} $OnDesktop = 1
    ${NSD_Check} $Box
  ${EndIf}
  ${NSD_CreateLabel} 0 100u 100% 30u "$(KEPT)"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function ChoiceDone
  ${NSD_GetState} $Box $OnDesktop
  ${NSD_GetState} $R9 $R8
  Call Rights
  ${If} $R8 = 1
  ${AndIf} $0 = 0
    ; Windows asks for an administrator; the setup that it then starts goes on alone.
    StrCpy $1 "/AllUsers /NoDesktop"
    ${If} $OnDesktop = 1
      StrCpy $1 "/AllUsers /Desktop"
    ${EndIf}
    System::Call 'kernel32::CloseHandle(p r1)'
    ClearErrors
    ExecShell "runas" "$EXEPATH" "$1"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(NO_RIGHTS)"
      Abort
    ${EndIf}
    Quit
  ${EndIf}
  StrCpy $Everyone $R8
  Call Place
FunctionEnd

Section
  StrCpy $Status ""
  StrCpy $Replacing 0
  SetRegView 64
  ${Do}
    Call Busy
    ${If} $0 = 0
      ${ExitDo}
    ${EndIf}
    ${If} ${Silent}
      !insertmacro Fail 4 "$(RUNNING)"
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" IDRETRY +3
    StrCpy $Status 4
    Abort "$(RUNNING)"
  ${Loop}

  ${GetRoot} "$INSTDIR" $0
  ClearErrors
  ${DriveSpace} "$0\" "/D=F /S=M" $1
  ${IfNot} ${Errors}
  ${AndIf} $1 < ${ROOM}
    !insertmacro Fail 7 "$(NO_ROOM)"
  ${EndIf}

  ClearErrors
  CreateDirectory "$INSTDIR"
  RMDir /r "$INSTDIR\nianbao-new"
  ClearErrors
  SetOutPath "$INSTDIR\nianbao-new"
  ${If} ${Errors}
    !insertmacro Fail 2 "$(NOT_WRITTEN)"
  ${EndIf}
  SetOverwrite try
  File "${FOLDER}\nianbao.exe"
  File "${FOLDER}\nianbao.com"
  File "${FOLDER}\LICENSE.txt"
  File "${FOLDER}\IT.txt"
  WriteUninstaller "$INSTDIR\nianbao-new\uninstall.exe"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    !insertmacro Fail 2 "$(NOT_WRITTEN)"
  ${EndIf}

  !macro Replace FILE
    Delete "$INSTDIR\old-${FILE}"
    ClearErrors
    ${If} ${FileExists} "$INSTDIR\${FILE}"
      Rename "$INSTDIR\${FILE}" "$INSTDIR\old-${FILE}"
    ${EndIf}
    ; A former file that could not be moved makes this fail too.
    Rename "$INSTDIR\nianbao-new\${FILE}" "$INSTDIR\${FILE}"
    ${If} ${Errors}
      !insertmacro Fail 2 "$(NOT_WRITTEN)"
    ${EndIf}
  !macroend
  StrCpy $Replacing 1
  ; The rule packs that come with the program; others in the folder are the user's.
  SetOutPath "$INSTDIR\rules"
  ClearErrors
  File "${FOLDER}\rules\*.toml"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    !insertmacro Fail 2 "$(NOT_WRITTEN)"
  ${EndIf}
  !insertmacro Replace "nianbao.exe"
  !insertmacro Replace "nianbao.com"
  !insertmacro Replace "LICENSE.txt"
  !insertmacro Replace "IT.txt"
  !insertmacro Replace "uninstall.exe"
  Call Forget

  CreateShortcut "$SMPROGRAMS\${SHORTCUT}" "$INSTDIR\nianbao.exe"
  ${If} $OnDesktop = 1
    CreateShortcut "$DESKTOP\${SHORTCUT}" "$INSTDIR\nianbao.exe"
  ${Else}
    Delete "$DESKTOP\${SHORTCUT}"
  ${EndIf}

  WriteRegStr SHCTX "Software\Classes\.nianbao" "" "${CLASS}"
  WriteRegNone SHCTX "Software\Classes\.nianbao\OpenWithProgids" "${CLASS}"
  WriteRegStr SHCTX "Software\Classes\${CLASS}" "" "$(DRAFT)"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\DefaultIcon" "" '"$INSTDIR\nianbao.exe",1'
  WriteRegStr SHCTX "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\nianbao.exe" open "%1"'
  WriteRegStr SHCTX "${APP_PATH}" "" "$INSTDIR\nianbao.exe"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr SHCTX "${KEY}" "DisplayName" "$(NAME)"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\nianbao.exe"
  WriteRegStr SHCTX "${KEY}" "Publisher" "公开年报 nianbao"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" $0
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
SectionEnd

; Everything is in its place: the former files go.
Function Forget
  Delete "$INSTDIR\old-nianbao.exe"
  Delete "$INSTDIR\old-nianbao.com"
  Delete "$INSTDIR\old-LICENSE.txt"
  Delete "$INSTDIR\old-IT.txt"
  Delete "$INSTDIR\old-uninstall.exe"
  RMDir "$INSTDIR\nianbao-new"
FunctionEnd

; Something went wrong: the former files come back, and what is new goes.
Function Undo
  !macro Back FILE
    ${If} ${FileExists} "$INSTDIR\old-${FILE}"
      Delete "$INSTDIR\${FILE}"
      Rename "$INSTDIR\old-${FILE}" "$INSTDIR\${FILE}"
    ${ElseIf} $Replacing = 1
    ${AndIfNot} ${FileExists} "$INSTDIR\nianbao-new\${FILE}"
      Delete "$INSTDIR\${FILE}"
    ${EndIf}
  !macroend
  SetOutPath "$TEMP"
  !insertmacro Back "nianbao.exe"
  !insertmacro Back "nianbao.com"
  !insertmacro Back "LICENSE.txt"
  !insertmacro Back "IT.txt"
  !insertmacro Back "uninstall.exe"
  RMDir /r "$INSTDIR\nianbao-new"
  ${IfNot} ${FileExists} "$INSTDIR\nianbao.exe"
    !insertmacro DeleteRulePacks
  ${EndIf}
  RMDir "$INSTDIR"
FunctionEnd

; The disk was full in the middle of a file, or the user cancelled.
Function .onInstFailed
  ${If} $Status == ""
    StrCpy $Status 2
    !insertmacro Say "$(NOT_WRITTEN)"
    Call Undo
    SetErrorLevel 2
  ${EndIf}
FunctionEnd

; Not with the rights of the administrator who installed it.
Function Start
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\nianbao.exe"'
FunctionEnd

!undef UN
!define UN "un."
!include "remove.nsh"
