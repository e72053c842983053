; The uninstaller: removes what setup.nsi brought, by name.

Function un.onInit
  SetRegView 64
  Call un.Alone
  ${If} $0 = 183
    !insertmacro Leave 8 "$(NOT_ALONE)"
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

; Only what was installed, by name: whatever else lies in the folder is the user's.
Section un.Install
  SetRegView 64
  Delete "$INSTDIR\nianbao.exe"
  Delete "$INSTDIR\nianbao.com"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\IT.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\nianbao-new"
  !insertmacro DeleteRulePacks
  RMDir "$INSTDIR"
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

  ; The settings and the list of errors. Drafts, their backups and unsaved text are the user's.
  SetShellVarContext current
  Delete "$APPDATA\nianbao.json"
  Delete "$APPDATA\nianbao.log"
  Delete "$APPDATA\nianbao.glow"
  DetailPrint "$(UNINSTALLED_TEXT)"
SectionEnd
