; The installer. For one user without rights, or for everybody on the computer; in Chinese or
; English as Windows is; silent with /S. build.sh gives VERSION, NUMBERS, SEVEN, FOLDER, OUTPUT, SIGN.
;
; Switches: /S silent (also /s), /AllUsers, /Desktop or /NoDesktop, /PATH or /NoPATH, /DOWNGRADE, /D=FOLDER (last,
; without quotation marks).
; Status: 0 done, or this version is there already; 1 cancelled, 2 could not be written, 3 not installed here,
; 4 the program is running, 5 not this Windows, 6 administrator rights are missing, 7 no room, 8 another setup is
; running, 9 files of another program are in the way, 10 a newer version is installed.
;
; Nothing is half done: everything is first unpacked into a folder beside the old files, which are
; replaced by renaming only when all of it is there. Nothing that is not ours is replaced or removed: installed.nsh.

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
; Both run in this folder; where one fails, so does the installer.
!uninstfinalize './checksum.sh "%1"' = 0
!uninstfinalize '${SIGN} "%1"' = 0

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\nianbao.exe"
!define CLASS "nianbao.draft"
!define SHORTCUT "公开年报.lnk"
; What the folder's page appends to a folder that is chosen is the last name of InstallDir; that nothing was given
; with /D is told by the first.
!define NOWHERE "C:\-\nianbao"
InstallDir "${NOWHERE}"

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
Var Choice      ; the folder that /D names, or nothing
Var OnPath      ; 1 for the folder in PATH
Var Downgrade   ; 1 where a newer version may be replaced
Var Fleet       ; the version that is installed for everybody, or nothing
Var PathBox
Var File        ; one that is not ours
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
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE FolderDone
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
!include "installed.nsh"
!include "path.nsh"

; Option NAME VARIABLE: 1 in the variable where the switch is given, in small or capital letters.
!macro Option NAME VARIABLE
  StrCpy ${VARIABLE} 0
  ClearErrors
  ${GetOptions} "$R0 " "/${NAME}" $R1
  ${IfNot} ${Errors}
    StrCpy $R1 $R1 1
    ; Not one that only begins so.
    ${If} $R1 == ""
    ${OrIf} $R1 == " "
      StrCpy ${VARIABLE} 1
    ${EndIf}
  ${EndIf}
!macroend

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
  !insertmacro Option "S" $1
  ${If} $1 = 1
    SetSilent silent
  ${EndIf}
  !insertmacro Option "DOWNGRADE" $Downgrade
  !insertmacro Option "AllUsers" $Everyone
  ; The computer's own account has no place for programs of its own.
  ReadEnvStr $1 USERPROFILE
  StrCpy $1 $1 "" -13
  ${If} $1 == "systemprofile"
    StrCpy $Everyone 1
  ${EndIf}
  ReadRegStr $Fleet HKLM "${KEY}" "DisplayVersion"
  ${If} $Everyone = 1
    ${If} $0 = 0
      !insertmacro Leave 6 "$(NO_RIGHTS)"
    ${EndIf}
  ${ElseIf} $Fleet != ""
    Call Fleet
  ${EndIf}
  StrCpy $Choice $INSTDIR
  ${If} $Choice == "${NOWHERE}"
    StrCpy $Choice ""
  ${EndIf}
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
  !insertmacro Option "Desktop" $1
  ${If} $1 = 1
    StrCpy $OnDesktop 1
  ${EndIf}
  !insertmacro Option "NoDesktop" $1
  ${If} $1 = 1
    StrCpy $OnDesktop 0
  ${EndIf}
  ; In PATH: as before when upgrading, else when asked for.
  ReadRegDWORD $OnPath SHCTX "${KEY}" "OnPath"
  ${If} $OnPath <> 1
    StrCpy $OnPath 0
  ${EndIf}
  !insertmacro Option "PATH" $1
  ${If} $1 = 1
    StrCpy $OnPath 1
  ${EndIf}
  !insertmacro Option "NoPATH" $1
  ${If} $1 = 1
    StrCpy $OnPath 0
  ${EndIf}

  ${If} $Former != ""
    ${VersionCompare} "$Former" "${VERSION}" $1
    ${If} $1 = 1
    ${AndIf} $Downgrade = 0
      ${If} ${Silent}
        !insertmacro Leave 10 "$(NEWER)"
      ${ElseIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(OLDER)" IDNO`
        SetErrorLevel 1
        Quit
      ${EndIf}
    ${ElseIf} $1 = 0
    ${AndIf} ${Silent}
      ; This version is there, and whole: nothing to do, at every login.
      ReadRegStr $1 SHCTX "${KEY}" "InstallLocation"
      ${If} $1 == $INSTDIR
        Call Whole
        ${If} $0 = 1
          SetErrorLevel 0
          Quit
        ${EndIf}
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

!include "place.nsh"
!include "choice.nsh"

Section
  Call OwnFolder
  ${If} $0 = 0
    StrCpy $File "$INSTDIR"
    StrCpy $Status 9
    !insertmacro Say "$(FOREIGN)"
    SetErrorLevel 9
    Abort "$(FOREIGN)"
  ${EndIf}
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

  !macro NotForeign FILE
    Push "${FILE}"
    Call Owner
    Pop $0
    ${If} $0 == "0"
      StrCpy $File "$INSTDIR\${FILE}"
      StrCpy $Status 9
      !insertmacro Say "$(FOREIGN)"
      SetErrorLevel 9
      Abort "$(FOREIGN)"
    ${EndIf}
  !macroend
  !insertmacro EachFile NotForeign

  ; As the folder's page reckons, which is not shown when silent. The former files lie there already.
  SectionGetSize 0 $2
  ${GetRoot} "$INSTDIR" $0
  ClearErrors
  ${DriveSpace} "$0\" "/D=F /S=K" $1
  ${IfNot} ${Errors}
  ${AndIf} $1 < $2
    IntOp $1 $1 / 1024
    IntOp $2 $2 / 1024
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
  SetOutPath "$INSTDIR\nianbao-new\rules"
  File "${FOLDER}\rules\*.toml"
  SetOutPath "$INSTDIR\nianbao-new"
  WriteUninstaller "$INSTDIR\nianbao-new\uninstall.exe"
  FileOpen $R5 "$INSTDIR\nianbao-new\${LIST}" w
  !macro Note FILE
    Push "$INSTDIR\nianbao-new\${FILE}"
    Call Hash
    Pop $0
    FileWrite $R5 "$0 *${FILE}$\r$\n"
  !macroend
  !insertmacro EachFile Note
  !insertmacro EachPack Note
  FileClose $R5
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
  CreateDirectory "$INSTDIR\rules"
  ; A pack that somebody has changed, or put there himself, stays.
  !macro ReplacePack FILE
    Push "${FILE}"
    Call Owner
    Pop $0
    ${If} $0 != "0"
      Delete "$INSTDIR\${FILE}"
      ClearErrors
      Rename "$INSTDIR\nianbao-new\${FILE}" "$INSTDIR\${FILE}"
      ${If} ${Errors}
        !insertmacro Fail 2 "$(NOT_WRITTEN)"
      ${EndIf}
    ${EndIf}
  !macroend
  !insertmacro EachPack ReplacePack
  !insertmacro EachFile Replace
  !insertmacro Replace "${LIST}"
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
  ; Run in its place it waits and tells what happened; a copy of itself, as it makes without _?=, would not.
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" $0
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${If} $OnPath = 1
    Call AddToPath
  ${EndIf}
  ${If} $Everyone = 1
    Call RemoveOwnCopy
  ${EndIf}
SectionEnd

; Everything is in its place: the former files go.
Function Forget
  !macro ForgetOne FILE
    Delete "$INSTDIR\old-${FILE}"
  !macroend
  !insertmacro EachFile ForgetOne
  Delete "$INSTDIR\old-${LIST}"
  RMDir /r "$INSTDIR\nianbao-new\rules"
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
  !insertmacro EachFile Back
  !insertmacro Back "${LIST}"
  RMDir /r "$INSTDIR\nianbao-new"
  ${IfNot} ${FileExists} "$INSTDIR\nianbao.exe"
    !macro TakePack FILE
      Delete "$INSTDIR\${FILE}"
    !macroend
    !insertmacro EachPack TakePack
    RMDir "$INSTDIR\rules"
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
