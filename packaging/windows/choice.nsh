; The first page: for whom, a shortcut on the desktop, PATH. Included by setup.nsi.

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
  ${NSD_CreateCheckBox} 0 92u 100% 12u "$(PATH_TOO)"
  Pop $PathBox
  ${If} $OnPath = 1
    ${NSD_Check} $PathBox
  ${EndIf}
  ${NSD_CreateLabel} 0 112u 100% 26u "$(KEPT)"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function ChoiceDone
  ${NSD_GetState} $Box $OnDesktop
  ${NSD_GetState} $PathBox $OnPath
  ${NSD_GetState} $R9 $R8
  Call Rights
  ${If} $R8 = 1
  ${AndIf} $0 = 0
    ; Windows asks for an administrator; the setup that it then starts goes on alone.
    StrCpy $1 "/AllUsers /NoDesktop"
    ${If} $OnDesktop = 1
      StrCpy $1 "/AllUsers /Desktop"
    ${EndIf}
    ${If} $OnPath = 1
      StrCpy $1 "$1 /PATH"
    ${EndIf}
    ; The setup that is started may run.
    System::Call 'kernel32::CloseHandle(p $Mutex)'
    ClearErrors
    ExecShell "runas" "$EXEPATH" "$1"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(NO_RIGHTS)"
      Abort
    ${EndIf}
    Quit
  ${EndIf}
  ${If} $R8 <> 1
  ${AndIf} $Fleet != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(FLEET_OLDER)"
    Abort
  ${EndIf}
  StrCpy $Everyone $R8
  Call Place
FunctionEnd
