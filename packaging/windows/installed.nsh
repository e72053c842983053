; Which files are ours: a list of what was installed, with the SHA-256 of each, as sha256sum writes it. Only what
; stands there and is unchanged is ever replaced or removed. For the installer and the uninstaller.

!define LIST "nianbao-files.txt"
; What is installed, beside the list.
!macro EachFile DO
  !insertmacro ${DO} "nianbao.exe"
  !insertmacro ${DO} "nianbao.com"
  !insertmacro ${DO} "LICENSE.txt"
  !insertmacro ${DO} "IT.txt"
  !insertmacro ${DO} "uninstall.exe"
!macroend
; The rule packs that come along; others in their folder are the user's.
!macro EachPack DO
  !insertmacro ${DO} "rules\sichuan-db51t2660.toml"
  !insertmacro ${DO} "rules\wuwei-2025.toml"
!macroend

; The numbers of wincrypt.h: PROV_RSA_AES, CRYPT_VERIFYCONTEXT, CALG_SHA_256, HP_HASHVAL.
!define PROVIDER_AES 24
!define WITHOUT_KEYS 0xF0000000
!define SHA_256 0x800C
!define HASH_VALUE 2
!define PIECE 1048576

!macro Installed UN
; Hash: the file on the stack is replaced by its SHA-256 in hexadecimal; by nothing where it cannot be read.
Function ${UN}Hash
  Exch $R0 ; the file, then its hash
  Push $R1 ; the file's handle
  Push $R2 ; the provider
  Push $R3 ; the hash's handle
  Push $R4 ; the piece that is read
  Push $R5
  Push $R6
  Push $R7
  StrCpy $R7 ""
  ClearErrors
  FileOpen $R1 $R0 r
  ${IfNot} ${Errors}
    System::Call 'advapi32::CryptAcquireContextW(*p 0 R2, p 0, p 0, i ${PROVIDER_AES}, i ${WITHOUT_KEYS}) i .R5'
    System::Call 'advapi32::CryptCreateHash(p R2, i ${SHA_256}, p 0, i 0, *p 0 R3) i .R5'
    System::Alloc ${PIECE}
    Pop $R4
    ${Do}
      System::Call 'kernel32::ReadFile(p R1, p R4, i ${PIECE}, *i 0 R6, p 0) i .R5'
      ${If} $R5 = 0
      ${OrIf} $R6 = 0
        ${ExitDo}
      ${EndIf}
      System::Call 'advapi32::CryptHashData(p R3, p R4, i R6, i 0)'
    ${Loop}
    FileClose $R1
    ${If} $R5 <> 0
      System::Call 'advapi32::CryptGetHashParam(p R3, i ${HASH_VALUE}, p R4, *i 32, i 0) i .R5'
      ${If} $R5 <> 0
        StrCpy $R6 0
        ${DoUntil} $R6 = 32
          IntPtrOp $R1 $R4 + $R6
          System::Call '*$R1(&i1 .R5)'
          IntOp $R5 $R5 & 0xFF
          IntFmt $R5 "%02x" $R5
          StrCpy $R7 "$R7$R5"
          IntOp $R6 $R6 + 1
        ${Loop}
      ${EndIf}
    ${EndIf}
    System::Free $R4
    System::Call 'advapi32::CryptDestroyHash(p R3)'
    System::Call 'advapi32::CryptReleaseContext(p R2, i 0)'
  ${EndIf}
  StrCpy $R0 $R7
  Pop $R7
  Pop $R6
  Pop $R5
  Pop $R4
  Pop $R3
  Pop $R2
  Pop $R1
  Exch $R0
FunctionEnd

; Listed: the name on the stack is replaced by the SHA-256 that the list in $INSTDIR has for it, or by nothing.
Function ${UN}Listed
  Exch $R0 ; the name, then its hash
  Push $R1 ; the list's handle
  Push $R2 ; a line
  Push $R3
  Push $R4
  StrCpy $R4 ""
  ClearErrors
  FileOpen $R1 "$INSTDIR\${LIST}" r
  ${IfNot} ${Errors}
    ${Do}
      ClearErrors
      FileRead $R1 $R2
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      StrCpy $R3 $R2 "" 66
      ; The line's end.
      StrCpy $R3 $R3 -2
      ${If} $R3 == $R0
        StrCpy $R4 $R2 64
        ${ExitDo}
      ${EndIf}
    ${Loop}
    FileClose $R1
  ${EndIf}
  StrCpy $R0 $R4
  Pop $R4
  Pop $R3
  Pop $R2
  Pop $R1
  Exch $R0
FunctionEnd

; Owner: the name on the stack is replaced by 1 where the file in $INSTDIR is the one that was installed, by 0 where
; it is another, by nothing where it is absent. The two programs are ours by their names, in a folder of ours:
; one that a scanner or a full disk has cut is repaired by installing it again.
Function ${UN}Owner
  Exch $R0
  Push $R1
  Push $R2
  ${IfNot} ${FileExists} "$INSTDIR\$R0"
    StrCpy $R0 ""
  ${Else}
    Push $R0
    Call ${UN}Listed
    Pop $R1
    ${If} $R1 == ""
      StrCpy $R0 0
    ${ElseIf} $R0 == "nianbao.exe"
    ${OrIf} $R0 == "nianbao.com"
      StrCpy $R0 1
    ${Else}
      Push "$INSTDIR\$R0"
      Call ${UN}Hash
      Pop $R2
      ${If} $R1 == $R2
        StrCpy $R0 1
      ${Else}
        StrCpy $R0 0
      ${EndIf}
    ${EndIf}
  ${EndIf}
  Pop $R2
  Pop $R1
  Exch $R0
FunctionEnd
!macroend
!insertmacro Installed ""
!insertmacro Installed "un."
