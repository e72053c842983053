; Where the program goes, and whether it goes there at all: folders of others, the copy for everybody, this very version.

; It is installed for everybody, and this is for one user. That one is kept: a copy of the user's own beside it
; would be forgotten when the other is upgraded. Of a copy that is there, the user's settings stay.
Function Fleet
  ${VersionCompare} "$Fleet" "${VERSION}" $1
  ${If} $1 = 2
    ; An older one: upgraded for everybody, by whoever may.
    ${If} $0 = 1
      StrCpy $Everyone 1
    ${ElseIf} ${Silent}
      !insertmacro Leave 6 "$(FLEET_OLDER)"
    ${EndIf}
    Return
  ${EndIf}
  ${If} $1 = 1
  ${AndIf} $Downgrade = 1
    Return
  ${EndIf}
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "$(FLEET_HERE)"
  ${EndIf}
  Call RemoveOwnCopy
  SetErrorLevel 0
  Quit
FunctionEnd

; Removes the copy of the user who runs this, where there is one.
Function RemoveOwnCopy
  ReadRegStr $1 HKCU "${KEY}" "InstallLocation"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\uninstall.exe"
    ExecWait '"$1\uninstall.exe" /S /KEEP /CALLED _?=$1' $2
  ${EndIf}
FunctionEnd

; $0: 1 where every file that was installed is there unchanged.
Function Whole
  StrCpy $0 1
  !macro Same FILE
    Push "${FILE}"
    Call Listed
    Pop $1
    Push "$INSTDIR\${FILE}"
    Call Hash
    Pop $2
    ${If} $1 == ""
    ${OrIf} $1 != $2
      StrCpy $0 0
    ${EndIf}
  !macroend
  !insertmacro EachFile Same
FunctionEnd

; $0: 1 where the folder $INSTDIR is absent, empty or ours.
Function IsOurs
  StrCpy $0 1
  ${If} ${FileExists} "$INSTDIR\${LIST}"
    Return
  ${EndIf}
  ClearErrors
  FindFirst $1 $2 "$INSTDIR\*"
  ${DoUntil} ${Errors}
    ${If} $2 != "."
    ${AndIf} $2 != ".."
    ${AndIf} $2 != ""
      StrCpy $0 0
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
FunctionEnd

; Never among the files of others: a folder in which something lies gets one of ours.
Function OwnFolder
  Call IsOurs
  ${If} $0 = 0
    StrCpy $INSTDIR "$INSTDIR\nianbao"
    Call IsOurs
  ${EndIf}
FunctionEnd

Function FolderDone
  Call OwnFolder
  ${If} $0 = 0
    StrCpy $File "$INSTDIR"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(FOREIGN)"
    Abort
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
