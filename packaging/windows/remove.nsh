; The uninstaller: removes what setup.nsi brought, by its list, and nothing that was put in its place.
; Switches: /S silent (also /s), /KEEP the settings stay, /CALLED by setup, /REST by a
; former copy of itself; _?=FOLDER last, run in this place: only then
; whoever started it waits, and learns the status.

Var Keep
Var Left        ; files that are not ours

!macro UnOption NAME VARIABLE
  StrCpy ${VARIABLE} 0
  ClearErrors
  ${un.GetOptions} "$R0 " "/${NAME}" $R1
  ${IfNot} ${Errors}
    StrCpy $R1 $R1 1
    ${If} $R1 == ""
    ${OrIf} $R1 == " "
      StrCpy ${VARIABLE} 1
    ${EndIf}
  ${EndIf}
!macroend

Function un.onInit
  SetRegView 64
  ${un.GetParameters} $R0
  !insertmacro UnOption "S" $1
  ${If} $1 = 1
    SetSilent silent
  ${EndIf}
  !insertmacro UnOption "REST" $1
  ${If} $1 = 1
    Call un.Rest
    SetErrorLevel 0
    Quit
  ${EndIf}
  !insertmacro UnOption "KEEP" $Keep
  !insertmacro UnOption "CALLED" $1
  ${If} $1 = 0
    Call un.Alone
    ${If} $0 = 183
      !insertmacro Leave 8 "$(NOT_ALONE)"
    ${EndIf}
  ${EndIf}
  ReadRegStr $1 HKLM "${KEY}" "InstallLocation"
  StrCpy $Everyone 0
  SetShellVarContext current
  ${If} $1 == $INSTDIR
    StrCpy $Everyone 1
    SetShellVarContext all
    Call un.Rights
    ${If} $0 = 0
      ${If} ${Silent}
        !insertmacro Leave 6 "$(NO_RIGHTS)"
      ${EndIf}
      ClearErrors
      ExecShell "runas" "$INSTDIR\uninstall.exe"
      ${If} ${Errors}
        !insertmacro Leave 6 "$(NO_RIGHTS)"
      ${EndIf}
      Quit
    ${EndIf}
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\nianbao.exe"
    !insertmacro Leave 3 "$(NOT_HERE)"
  ${EndIf}
  ${Do}
    Call un.Busy
    ${If} $0 = 0
      ${ExitDo}
    ${EndIf}
    ${If} ${Silent}
      !insertmacro Leave 4 "$(RUNNING)"
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" IDRETRY +3
    SetErrorLevel 4
    Quit
  ${Loop}
FunctionEnd

; Removes the program that this one is a copy of, as soon as it has ended, and the folder where it is empty then.
Function un.Rest
  SetOutPath "$TEMP"
  Push "$INSTDIR\uninstall.exe"
  Call un.Hash
  Pop $1
  Push $EXEPATH
  Call un.Hash
  Pop $2
  ${If} $1 != ""
  ${AndIf} $1 == $2
    StrCpy $3 0
    ${DoWhile} $3 < 120
      Delete "$INSTDIR\uninstall.exe"
      ${IfNot} ${FileExists} "$INSTDIR\uninstall.exe"
        ${ExitDo}
      ${EndIf}
      Sleep 250
      IntOp $3 $3 + 1
    ${Loop}
  ${EndIf}
  RMDir "$INSTDIR"
FunctionEnd

; Whatever else lies in the folder is the user's.
Section un.Install
  SetRegView 64
  SetOutPath "$TEMP"
  StrCpy $Left ""
  !macro Remove FILE
    Push "${FILE}"
    Call un.Owner
    Pop $0
    ${If} $0 == "1"
      Delete "$INSTDIR\${FILE}"
      ${If} ${FileExists} "$INSTDIR\${FILE}"
        ; Held or refused: what is left can be removed by doing it again.
        !insertmacro Leave 2 "$(NOT_REMOVED)"
      ${EndIf}
    ${ElseIf} $0 == "0"
      StrCpy $Left "$Left ${FILE}"
    ${EndIf}
  !macroend
  !insertmacro Remove "nianbao.exe"
  !insertmacro Remove "nianbao.com"
  !insertmacro Remove "LICENSE.txt"
  !insertmacro Remove "IT.txt"
  !insertmacro EachPack Remove
  Push "uninstall.exe"
  Call un.Owner
  Pop $0
  ${If} $0 == "1"
    Delete "$INSTDIR\uninstall.exe"
    ${If} ${FileExists} "$INSTDIR\uninstall.exe"
      ; This very program, which cannot remove itself while whoever waits for its status does: a copy does afterwards.
      CopyFiles /SILENT "$INSTDIR\uninstall.exe" "$TEMP\nianbao-uninstall.exe"
      Exec '"$TEMP\nianbao-uninstall.exe" /S /REST _?=$INSTDIR'
    ${EndIf}
  ${ElseIf} $0 == "0"
    StrCpy $Left "$Left uninstall.exe"
  ${EndIf}
  Delete "$INSTDIR\${LIST}"
  RMDir /r "$INSTDIR\nianbao-new"
  RMDir "$INSTDIR\rules"
  RMDir "$INSTDIR"
  ${If} $Left != ""
    DetailPrint "$(LEFT_THERE)"
    ${If} ${Silent}
      Push "$(LEFT_THERE)"
      Call un.Log
    ${EndIf}
  ${EndIf}
  Call un.TakeFromPath
  Delete "$SMPROGRAMS\${SHORTCUT}"
  Delete "$DESKTOP\${SHORTCUT}"

  ReadRegStr $0 SHCTX "Software\Classes\.nianbao" ""
  ${If} $0 == "${CLASS}"
    DeleteRegKey SHCTX "Software\Classes\.nianbao"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${CLASS}"
  DeleteRegKey SHCTX "${APP_PATH}"
  DeleteRegKey SHCTX "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  ${If} $Keep = 1
    Return
  ${EndIf}
  ; The settings and the list of errors. Drafts, their backups and unsaved text are the user's.
  SetShellVarContext current
  Delete "$APPDATA\nianbao.json"
  Delete "$APPDATA\nianbao.log"
  Delete "$APPDATA\nianbao.glow"
  DetailPrint "$(UNINSTALLED_TEXT)"
SectionEnd
