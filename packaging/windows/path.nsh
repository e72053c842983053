; The folder of the program in PATH, of the user or of everybody, so that `nianbao` is found in a console. A
; PATH that is longer than what fits into a variable of NSIS is left alone, since it would be cut.

!define USER_ENVIRONMENT "Environment"
!define SYSTEM_ENVIRONMENT "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"

!macro PathFunctions UN
; OldPath: $0 the PATH, $1 the key, $2 1 for one with variables in it, $3 1 where it may be changed.
Function ${UN}OldPath
  StrCpy $1 "${USER_ENVIRONMENT}"
  StrCpy $4 0xFFFFFFFF80000001
  ${If} $Everyone = 1
    StrCpy $1 "${SYSTEM_ENVIRONMENT}"
    StrCpy $4 0xFFFFFFFF80000002
  ${EndIf}
  StrCpy $3 1
  StrCpy $2 1
  ; RRF_RT_REG_SZ and RRF_RT_REG_EXPAND_SZ, variables not replaced, of the 64-bit registry: only length and kind.
  System::Call 'advapi32::RegGetValueW(p r4, w r1, w "Path", i 0x10010006, *i 0 r2, p 0, *i 0 r5) i .r6'
  ${If} $6 = 0
    IntOp $5 $5 / 2
    IntOp $5 $5 + 260
    ${If} $5 >= ${NSIS_MAX_STRLEN}
      StrCpy $3 0
    ${EndIf}
    ${If} $2 <> 2
      StrCpy $2 0
    ${Else}
      StrCpy $2 1
    ${EndIf}
  ${ElseIf} $6 <> 2
    ; Neither read nor absent.
    StrCpy $3 0
  ${EndIf}
  StrCpy $0 ""
  ${If} $3 = 1
    ReadRegStr $0 SHCTX $1 "Path"
  ${EndIf}
FunctionEnd

; Writes $0 as the PATH, and tells the programs that are open.
Function ${UN}NewPath
  ${If} $2 = 1
    WriteRegExpandStr SHCTX $1 "Path" $0
  ${Else}
    WriteRegStr SHCTX $1 "Path" $0
  ${EndIf}
  SendMessage 0xFFFF 0x001A 0 "STR:Environment" /TIMEOUT=2000
FunctionEnd
!macroend
!insertmacro PathFunctions ""
!insertmacro PathFunctions "un."

; Adds $INSTDIR where it is not yet.
Function AddToPath
  Call OldPath
  ${If} $3 = 0
    !insertmacro Say "$(PATH_TOO_LONG)"
    Return
  ${EndIf}
  ${WordFind} ";$0;" ";$INSTDIR;" "E+1{" $5
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ${If} $0 == ""
    StrCpy $0 "$INSTDIR"
  ${Else}
    StrCpy $0 "$0;$INSTDIR"
  ${EndIf}
  Call NewPath
  WriteRegDWORD SHCTX "${KEY}" "OnPath" 1
FunctionEnd

; Takes $INSTDIR out again, where setup put it there.
Function un.TakeFromPath
  ReadRegDWORD $5 SHCTX "${KEY}" "OnPath"
  ${If} $5 <> 1
    Return
  ${EndIf}
  Call un.OldPath
  ${If} $3 = 0
    Return
  ${EndIf}
  ${un.WordReplace} ";$0;" ";$INSTDIR;" ";" "+" $5
  ; Without the two semicolons that stand around it.
  StrCpy $5 $5 "" 1
  StrCpy $6 $5 1 -1
  ${If} $6 == ";"
    StrCpy $5 $5 -1
  ${EndIf}
  StrCpy $0 $5
  ${If} $0 == ""
    DeleteRegValue SHCTX $1 "Path"
  ${Else}
    Call un.NewPath
  ${EndIf}
FunctionEnd
