; What the installer and the uninstaller both do: say why they end, look whether the program runs.

; Says TEXT, in a box or, when silent, in nianbao-setup.log in the folder for temporary files, and
; ends with STATUS.
!macro Say TEXT
  DetailPrint "${TEXT}"
  ${If} ${Silent}
    Push "${TEXT}"
    Call ${UN}Log
  ${Else}
    MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}"
  ${EndIf}
!macroend
!macro Leave STATUS TEXT
  !insertmacro Say "${TEXT}"
  SetErrorLevel ${STATUS}
  Quit
!macroend
!macro Fail STATUS TEXT
  StrCpy $Status ${STATUS}
  !insertmacro Say "${TEXT}"
  Call Undo
  SetErrorLevel ${STATUS}
  Abort "${TEXT}"
!macroend

!macro Try FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
!macroend
Var Mutex
!macro Shared UN
Function ${UN}Log
  Exch $0
  Push $1
  Push $2
  FileOpen $1 "$TEMP\nianbao-setup.log" a
  ${If} $1 != ""
    FileSeek $1 0 END $2
    ${If} $2 = 0
      FileWriteWord $1 0xFEFF
    ${EndIf}
    FileWriteUTF16LE $1 "${VERSION}: $0$\r$\n"
    FileClose $1
  ${EndIf}
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; $0: 1 where a file of the program is in use. Asking for the error flag clears it.
Function ${UN}Busy
  Push $1
  StrCpy $0 0
  !insertmacro Try "nianbao.exe"
  !insertmacro Try "nianbao.com"
  Pop $1
FunctionEnd

; $0: Admin or not.
Function ${UN}Rights
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    StrCpy $0 1
  ${Else}
    StrCpy $0 0
  ${EndIf}
FunctionEnd

; One setup at a time: $0 is 183 where another runs.
Function ${UN}Alone
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "nianbao-setup") p .r1 ?e'
  Pop $0
  StrCpy $Mutex $1
FunctionEnd
!macroend
!define UN ""
!insertmacro Shared ""
!undef UN
!define UN "un."
!insertmacro Shared "un."
!undef UN
!define UN ""
